import { decodeJwt } from 'jose'
import { createClientSecret } from '../../local/identity/apple/create-client-secret.ts'
import { createIdentityProviders, type IdentityProviders } from '../../local/identity/create-identity-providers.ts'

export const servicesId = 'com.example.tandem.web'
export const bundleId = 'com.example.tandem'
export const redirectUri = 'http://127.0.0.1:54321/auth/v1/callback'
export const startedAt = Date.parse('2026-11-21T09:00:00Z')

export type TestProviders = IdentityProviders & {
  advance: (ms: number) => void
  post: (path: string, fields: Record<string, string>) => Promise<Response>
  sheet: (provider: string, body: Record<string, unknown>) => Promise<Record<string, string>>
  secret: (changes?: Partial<Parameters<typeof createClientSecret>[0]>) => Promise<string>
  tokens: (fields: Record<string, string>) => Promise<{ status: number; body: Record<string, string> }>
  log: () => Promise<Record<string, unknown>[]>
}

/** Both providers with a clock of their own, asked without a network. */
export async function createProviders(stateFile: string | null = null): Promise<TestProviders> {
  let now = startedAt
  const providers = await createIdentityProviders({
    clientIds: { apple: [servicesId, bundleId], google: ['web', 'ios'] },
    redirectUri,
    stateFile,
    now: () => now,
  })
  const ask = async (path: string, init?: RequestInit) => providers.fetch(new Request(`http://identity${path}`, init))
  const post = (path: string, fields: Record<string, string>) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  const secret: TestProviders['secret'] = (changes = {}) =>
    createClientSecret({
      ...providers.appleKey,
      clientId: bundleId,
      issuedAt: new Date(now),
      lifetimeSeconds: 300,
      ...changes,
    })
  return {
    ...providers,
    advance: (ms) => {
      now += ms
    },
    post,
    secret,
    sheet: async (provider, body) => {
      const headers = { 'content-type': 'application/json' }
      return (await ask(`/${provider}/native`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    },
    tokens: async (fields) => {
      const asked = { client_id: bundleId, client_secret: await secret(), ...fields }
      const answer = await post('/apple/auth/token', asked)
      return { status: answer.status, body: (await answer.json()) as Record<string, string> }
    },
    log: async () => (await ask('/apple/log')).json(),
  }
}

export const readToken = (token: string | undefined) => decodeJwt(token ?? '')
