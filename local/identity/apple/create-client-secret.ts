import { importPKCS8, SignJWT } from 'jose'

export const appleAudience = 'https://appleid.apple.com'

/** Apple takes no longer one: about six months. https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret */
export const longestSecretSeconds = 15_777_000

export type ClientSecretOptions = {
  teamId: string
  keyId: string
  privateKeyPem: string
  /** The Services ID for the web, the bundle id for a code that the app got. */
  clientId: string
  issuedAt: Date
  lifetimeSeconds: number
}

/** The "client secret" of Sign in with Apple: not a word but a token that the developer signs, and that ends. */
export async function createClientSecret(options: ClientSecretOptions): Promise<string> {
  const iat = Math.floor(options.issuedAt.getTime() / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: options.keyId })
    .setIssuer(options.teamId)
    .setSubject(options.clientId)
    .setAudience(appleAudience)
    .setIssuedAt(iat)
    .setExpirationTime(iat + options.lifetimeSeconds)
    .sign(await importPKCS8(options.privateKeyPem, 'ES256'))
}
