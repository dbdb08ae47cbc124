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
    askSheet: (email: string) => askCode(served.url, email, clientIds.app),
    /** The token that the web gets from Auth, which exchanges the code there. */
    async askWebToken(email: string): Promise<string> {
      const code = await askCode(served.url, email, clientIds.web)
      return createAppleSignIn({ ...config, bundleId: clientIds.web }).exchangeCode(code)
    },
    /** What Apple was asked about a person, in order: action, client, outcome. */
    async readLog(email: string): Promise<string[]> {
      const response = await fetch(`${served.url}/apple/log?email=${encodeURIComponent(email)}`)
      const entries = (await response.json()) as Entry[]
      return entries.map(({ action, client_id, outcome }) => `${action} ${client_id} ${outcome}`)
    },
  }
}

async function askCode(url: string, email: string, client_id: string): Promise<string> {
  const body = JSON.stringify({ account: { email, name: 'Ana Example' }, client_id })
  const response = await fetch(`${url}/apple/native`, { method: 'POST', body })
  return ((await response.json()) as { authorization_code: string }).authorization_code
}

type Entry = { action: string; client_id: string; outcome: string }
export type TestApple = Awaited<ReturnType<typeof startApple>>
