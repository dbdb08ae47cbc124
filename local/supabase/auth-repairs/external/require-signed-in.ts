import type { Context } from 'hono'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { LiteAuthService, LiteUser } from '../../lite-internals.ts'
import { AuthFailure } from './auth-failure.ts'

/** The user of the access token in `Authorization`, whose session still lives. */
export async function requireSignedIn(c: Context, auth: LiteAuthService, secret: string): Promise<LiteUser> {
  const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (!token) throw new AuthFailure(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
  const { sub = '', session_id } = await readClaims(token, secret)
  const user = /^[0-9a-f-]{36}$/.test(sub) ? await auth.repo.findUserById(sub) : null
  if (!user) throw new AuthFailure(403, 'user_not_found', 'User from sub claim in JWT does not exist')
  if (typeof session_id !== 'string' || !(await auth.repo.findSessionById(session_id)))
    throw new AuthFailure(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
  return auth.repo.parseUserJson(user)
}

async function readClaims(token: string, secret: string): Promise<JWTPayload> {
  try {
    const key = new TextEncoder().encode(secret)
    return (await jwtVerify(token, key, { algorithms: ['HS256'] })).payload
  } catch (error) {
    const why =
      error instanceof errors.JWTExpired ? 'token has invalid claims: token is expired' : 'signature is invalid'
    throw new AuthFailure(403, 'bad_jwt', `invalid JWT: unable to parse or verify signature, ${why}`)
  }
}
