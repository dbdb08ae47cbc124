import type { LiteRepository, LiteUser } from '../lite-internals.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail, refuse } from './auth-repair.ts'

/** Somebody whom an operator has banned: to lite that is a column, and a password, a code or a refresh token goes on letting them in. */
export function refuseBanned({ keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    const isVerify = isAuthCall(c, 'POST', '/verify', keys)
    if (!isVerify && !isAuthCall(c, 'POST', '/token', keys)) return next()
    const grant = isVerify ? 'code' : c.req.query('grant_type')
    const user = await findWhoComes(c.var.authService.repo, grant, await peekBody(c))
    if (!user?.banned_until || new Date(user.banned_until) <= new Date()) return next()
    if (grant === 'refresh_token') return refuse(c, 400, 'user_banned', 'Invalid Refresh Token: User Banned')
    return refuse(c, grant === 'code' ? 403 : 400, 'user_banned', 'User is banned')
  }
}

async function findWhoComes(
  repo: LiteRepository,
  grant: string | undefined,
  body: Record<string, unknown>,
): Promise<LiteUser | null> {
  if (grant === 'password') return repo.findUserByEmail(readEmail(body))
  if (grant === 'refresh_token') {
    const token = await repo.findRefreshToken(String(body.refresh_token))
    return token && repo.findUserById(token.user_id)
  }
  if (grant !== 'code') return null
  if (typeof body.token_hash !== 'string') return repo.findUserByEmail(readEmail(body))
  for (const column of ['confirmation_token', 'recovery_token'] as const) {
    const user = await repo.findUserByToken(column, body.token_hash)
    if (user) return user
  }
  return null
}
