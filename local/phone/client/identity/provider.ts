export type Provider = 'apple' | 'google'

export const PROVIDERS: Provider[] = ['apple', 'google']
export const PROVIDER_NAMES: Record<Provider, string> = { apple: 'Apple', google: 'Google' }

/** What Auth is given of a sheet's answer: the nonce itself, of which the sheet got the hash. */
export type IdToken = { provider: Provider; id_token: string; nonce: string; access_token?: string }

/** What a provider's sheet gives the app. */
export type Credential = {
  idToken: IdToken
  /** Apple alone gives one: with it our server can end what was agreed to when the account is deleted. */
  authorizationCode: string | null
  /** Apple says it once, the first time, and never again. */
  fullName: { given: string; family: string } | null
}
