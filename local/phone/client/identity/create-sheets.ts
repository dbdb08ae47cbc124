import type { Send } from '../wire/send-request.ts'
import type { Nonce } from './create-nonce.ts'
import type { Credential, Provider } from './provider.ts'

export type DeviceAccount = { provider: Provider; id: string; name: string; email: string; is_known: boolean }

/** Who agrees: an account that the device knows, or one that is typed in. */
export type Answer = {
  account: { id: string } | { email: string; name: string; email_verified?: boolean }
  hidesEmail: boolean
}

export type Sheets = ReturnType<typeof createSheets>
export type SheetsParts = { identityUrl: string; bundleId: string; googleClientId: string; send: Send }

type AppleAnswer = {
  id_token: string
  authorization_code: string
  full_name: { given_name: string; family_name: string } | null
}
type GoogleAnswer = { id_token: string; access_token: string }

/** Where iOS has ASAuthorizationController, and Google its library: the providers of this machine. */
export function createSheets({ identityUrl, bundleId, googleClientId, send }: SheetsParts) {
  const post = <T>(path: string, body: object) =>
    send({
      method: 'POST',
      url: `${identityUrl}/${path}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }) as Promise<T>

  async function askApple({ account, hidesEmail }: Answer, nonce: Nonce): Promise<Credential> {
    const answer = await post<AppleAnswer>('apple/native', {
      account,
      client_id: bundleId,
      nonce: nonce.hash,
      hide_email: hidesEmail,
    })
    const name = answer.full_name
    return {
      idToken: { provider: 'apple', id_token: answer.id_token, nonce: nonce.raw },
      authorizationCode: answer.authorization_code,
      fullName: name && { given: name.given_name, family: name.family_name },
    }
  }

  async function askGoogle({ account }: Answer, nonce: Nonce): Promise<Credential> {
    const answer = await post<GoogleAnswer>('google/native', { account, client_id: googleClientId, nonce: nonce.hash })
    return {
      idToken: { provider: 'google', id_token: answer.id_token, nonce: nonce.raw, access_token: answer.access_token },
      authorizationCode: null,
      fullName: null,
    }
  }

  return {
    async listAccounts(provider: Provider): Promise<DeviceAccount[]> {
      const all = await send({ method: 'GET', url: `${identityUrl}/accounts`, headers: {} })
      return (all as DeviceAccount[]).filter((account) => account.provider === provider)
    },
    ask: (provider: Provider, answer: Answer, nonce: Nonce): Promise<Credential> =>
      provider === 'apple' ? askApple(answer, nonce) : askGoogle(answer, nonce),
  }
}
