import { createHash } from 'node:crypto'
import { type JWTPayload, jwtVerify } from 'jose'
import { OAuthFailure } from './auth-failure.ts'
import type { ExternalProvider } from './external-provider.ts'

/** Signature, issuer, end and, with the access token at hand, that both belong together. Not yet: for whom it is. */
export async function verifyIdToken(
  provider: ExternalProvider,
  idToken: string,
  accessToken?: string,
): Promise<JWTPayload> {
  let claims: JWTPayload
  try {
    const options = { issuer: provider.issuers, algorithms: ['RS256'], requiredClaims: ['exp'] }
    claims = (await jwtVerify(idToken, provider.keys, options)).payload
  } catch {
    throw new OAuthFailure('invalid request', 'Bad ID token')
  }
  const isOther = accessToken && claims.at_hash !== undefined && claims.at_hash !== hashAccessToken(accessToken)
  if (isOther) throw new OAuthFailure('invalid request', 'Bad ID token')
  if (!claims.sub) throw new OAuthFailure('invalid request', 'Missing sub claim in id_token')
  return claims
}

/** A token that another app got from the same provider must not sign in here. */
export function requireAudience({ aud }: JWTPayload, clientIds: string[]): void {
  const audiences = [aud ?? []].flat()
  if (!audiences.some((audience) => clientIds.includes(audience)))
    throw new OAuthFailure('invalid request', `Unacceptable audience in id_token: [${audiences.join(' ')}]`)
}

/** Both or neither; the token holds the hash of what only the app knows, so a stolen token is of no use. */
export function requireNonce({ nonce: hashed }: JWTPayload, raw: string): void {
  if (Boolean(hashed) !== Boolean(raw))
    throw new OAuthFailure('invalid request', 'Passed nonce and nonce in id_token should either both exist or not.')
  if (raw && createHash('sha256').update(raw).digest('hex') !== hashed)
    throw new OAuthFailure('invalid nonce', 'Nonces mismatch')
}

function hashAccessToken(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
