import { errors, jwtVerify } from 'jose'

export type TokenFault = { code: string; message: string }

/** What the platform says to a caller whose token is missing or bad, where `verify_jwt` is on; null when it is good. */
export async function refuseToken(authorization: string | null, jwtSecret: string): Promise<TokenFault | null> {
  if (!authorization) return { code: 'UNAUTHORIZED_NO_AUTH_HEADER', message: 'Missing authorization header' }
  const token = authorization.replace(/^Bearer\s+/i, '')
  try {
    // HS256 only: "none", or a public key taken for a secret, must never pass.
    await jwtVerify(token, new TextEncoder().encode(jwtSecret), { algorithms: ['HS256'] })
    return null
  } catch (error) {
    if (error instanceof errors.JOSEAlgNotAllowed)
      return { code: 'UNAUTHORIZED_UNSUPPORTED_TOKEN_ALGORITHM', message: 'Invalid JWT' }
    const isToken = error instanceof errors.JWTExpired || error instanceof errors.JWSSignatureVerificationFailed
    return { code: isToken ? 'UNAUTHORIZED_LEGACY_JWT' : 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT' }
  }
}
