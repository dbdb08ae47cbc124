import { createIdentityProviders } from '../../../local/identity/create-identity-providers.ts'
import { createAppleSignIn } from '../../../supabase/functions/_shared/apple/sign-in/create-apple-sign-in.ts'
import { serveFetch } from '../serve-fetch.ts'

export const clientIds = { web: 'com.example.tandem.web', app: 'com.example.tandem' }

/** The Apple of this machine, and our client of it as the functions wire it. */
export async function startApple() {
  const providers = await createIdentityProviders({
    clientIds: { apple: [clientIds.web, clientIds.app], google: ['tandem-web.apps.googleusercontent.com'] },
    redirectUri: 'http://auth.test/callback',
    stateFile: null,
  })
  const served = await serveFetch((request) => providers.fetch(request))
  const { teamId, keyId, privateKeyPem } = providers.appleKey
  const key = { teamId, keyId, privateKey: privateKeyPem }
  const config = { ...key, servicesId: clientIds.web, bundleId: clientIds.app, apiUrl: `${served.url}/apple` }
  return {
    url: served.url,
    config,
    signIn: createAppleSignIn(config),
    close: served.close,
    /** What the app gets from the sheet of iOS. */
    async askSheet(email: string): Promise<string> {
      const sheet = { account: { email, name: 'Ana Example' }, client_id: clientIds.app }
      const response = await fetch(`${served.url}/apple/native`, { method: 'POST', body: JSON.stringify(sheet) })
      return ((await response.json()) as { authorization_code: string }).authorization_code
    },
    /** What Apple was asked about a person, in order: action, client, outcome. */
    async readLog(email: string): Promise<string[]> {
      const response = await fetch(`${served.url}/apple/log?email=${encodeURIComponent(email)}`)
      const body = (await response.json()) as { log?: Entry[] } | Entry[]
      const entries = Array.isArray(body) ? body : (body.log ?? [])
      return entries.map(({ action, client_id, outcome }) => `${action} ${client_id} ${outcome}`)
    },
  }
}
type Entry = { action: string; client_id: string; outcome: string }
export type TestApple = Awaited<ReturnType<typeof startApple>>
