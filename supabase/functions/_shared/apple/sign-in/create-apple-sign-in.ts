import { z } from 'zod'
import { AppleSignInError } from './apple-sign-in-error.ts'
import { createClientSecret, type SignInKey } from './create-client-secret.ts'

export interface AppleSignIn {
  /** The bundle id, for what the app got; the Services ID, for what the web got. */
  readonly clientIds: { app: string; web: string }
  /** The refresh token for an authorization code of the app: a code serves once, within five minutes. */
  exchangeCode(code: string): Promise<string>
  /** Ends what a person has allowed this client. A token that Apple does not know, or no longer, is no error. */
  revoke(refreshToken: string, clientId: string): Promise<void>
}

export type AppleSignInConfig = SignInKey & {
  bundleId: string
  servicesId: string
  /** Where the Apple of this machine stands in; null for Apple. */
  apiUrl: string | null
  fetch?: typeof fetch
  now?: () => Date
}

const timeoutMs = 10_000
const tokensSchema = z.object({ refresh_token: z.string().min(1) })
const refusalSchema = z.object({ error: z.string().max(64) })

/** A client of Sign in with Apple's REST API, which throws `AppleSignInError`: https://developer.apple.com/documentation/signinwithapplerestapi */
export function createAppleSignIn(config: AppleSignInConfig): AppleSignIn {
  const now = config.now ?? (() => new Date())
  const send = config.fetch ?? fetch

  async function post(path: string, clientId: string, fields: Record<string, string>): Promise<Response> {
    const secret = await createClientSecret(config, clientId, now())
    const body = new URLSearchParams({ client_id: clientId, client_secret: secret, ...fields })
    // Neither the secret nor the token may follow a redirect to another host.
    const init = { method: 'POST', body, redirect: 'error' as const, signal: AbortSignal.timeout(timeoutMs) }
    const response = await send(`${config.apiUrl ?? 'https://appleid.apple.com'}${path}`, init).catch((cause) => {
      throw new AppleSignInError({ status: null }, { cause })
    })
    if (response.ok) return response
    const refusal = refusalSchema.safeParse(await response.json().catch(() => null))
    throw new AppleSignInError({ status: response.status, code: refusal.success ? refusal.data.error : null })
  }

  return {
    clientIds: { app: config.bundleId, web: config.servicesId },
    async exchangeCode(code) {
      const fields = { grant_type: 'authorization_code', code }
      const response = await post('/auth/token', config.bundleId, fields)
      const answer = tokensSchema.safeParse(await response.json().catch(() => null))
      if (!answer.success) throw new AppleSignInError({ status: response.status }, { cause: answer.error })
      return answer.data.refresh_token
    },
    async revoke(refreshToken, clientId) {
      const response = await post('/auth/revoke', clientId, { token: refreshToken, token_type_hint: 'refresh_token' })
      await response.body?.cancel()
    },
  }
}
