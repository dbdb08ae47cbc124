import { randomBytes } from 'node:crypto'
import type { ProviderName } from './identity-state.ts'

export type CodeGrant = {
  provider: ProviderName
  accountId: string
  clientId: string
  /** null for a code that an app got without a browser. */
  redirectUri: string | null
  nonce: string | null
}

export type CodeBook = {
  give: (grant: CodeGrant) => string
  /** null when there is no such code, when it was used, and five minutes after it was given. */
  take: (code: string) => CodeGrant | null
}

const lifetimeMs = 5 * 60_000

/** Authorization codes, in memory: nobody misses one after a restart. Each works once. */
export function createCodeBook(now: () => number): CodeBook {
  const grants = new Map<string, CodeGrant & { endsAt: number }>()
  return {
    give(grant) {
      for (const [code, { endsAt }] of grants) if (endsAt <= now()) grants.delete(code)
      const code = randomBytes(24).toString('base64url')
      grants.set(code, { ...grant, endsAt: now() + lifetimeMs })
      return code
    },
    take(code) {
      const grant = grants.get(code)
      grants.delete(code)
      return grant && grant.endsAt > now() ? grant : null
    },
  }
}
