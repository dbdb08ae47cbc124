import { importJWK, type JWTPayload, SignJWT } from 'jose'
import type { IdentityState } from './identity-state.ts'

/** Signs what a provider says about a person, for one client. `lifetime` is in seconds. */
export type SignIdToken = (claims: JWTPayload, lifetime: number) => Promise<string>

export async function createIdTokenSigner(state: IdentityState, now: () => number): Promise<SignIdToken> {
  const key = await importJWK(state.signingKey, 'RS256')
  return (claims, lifetime) => {
    const iat = Math.floor(now() / 1000)
    return new SignJWT({ ...claims, iat, exp: iat + lifetime })
      .setProtectedHeader({ alg: 'RS256', kid: state.signingKey.kid })
      .sign(key)
  }
}

/** The half of the signing key that everybody may know, as a JSON Web Key Set. */
export function toPublicKeys({ signingKey }: IdentityState) {
  const { kty, kid, n, e } = signingKey
  return { keys: [{ kty, kid, n, e, alg: 'RS256', use: 'sig' }] }
}
