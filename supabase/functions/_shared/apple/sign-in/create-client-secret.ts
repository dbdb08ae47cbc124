import { importPKCS8, SignJWT } from 'jose'

/** The key of Sign in with Apple, from the developer site; `privateKey` is the text of the .p8 file. */
export type SignInKey = { teamId: string; keyId: string; privateKey: string }

/** For one request: Apple would take one of six months, and whoever has it speaks for us. */
const lifetimeSeconds = 5 * 60

/** How we prove to Apple who asks: https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret */
export async function createClientSecret(key: SignInKey, clientId: string, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: key.keyId })
    .setIssuer(key.teamId)
    .setSubject(clientId)
    .setAudience('https://appleid.apple.com')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(await importPKCS8(key.privateKey, 'ES256'))
}
