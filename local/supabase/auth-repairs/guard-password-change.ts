import type { Context } from 'hono'
import { decodeJwt } from 'jose'
import type { AuthMailer } from '../auth-mail/create-auth-mailer.ts'
import { hashCode, isExpired } from '../auth-mail/mail-token.ts'
import type { LiteAuthService, LiteUser } from '../lite-internals.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody } from './auth-repair.ts'
import { AuthFailure, answerFailure } from './external/auth-failure.ts'
import { requireSignedIn } from './external/require-signed-in.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * A new password: lite takes it from every session, however old, and tells nobody. Supabase Auth asks for a code from a mail
 * when the session is older than a day (`secure_password_change`), signs every other device out, and writes to the owner.
 */
export function guardPasswordChange({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'PUT', '/user', keys)) return next()
    const { password, nonce } = await peekBody(c)
    if (typeof password !== 'string' || password === '') return next()
    const auth = c.var.authService
    try {
      const user = await requireSignedIn(c, auth, keys.jwtSecret)
      const sessionId = readSessionId(c)
      if (settings.email.secure_password_change && !(await isFresh(auth, sessionId)))
        await takeNonce(auth, user, nonce, settings.email.otp_expiry)
      await next()
      if (c.res.status !== 200) return
      await auth.repo.deleteRefreshTokensForUser(user.id, sessionId)
      await auth.repo.deleteUserSessions(user.id, sessionId)
      if (user.email) await (auth.mailer as AuthMailer).sendPasswordChanged(user.email)
    } catch (failure) {
      return answerFailure(c, failure)
    }
  }
}

/** Of a token that was verified before. */
function readSessionId(c: Context): string {
  const token = (c.req.header('authorization') ?? '').replace('Bearer ', '')
  return String(decodeJwt(token).session_id)
}

async function isFresh({ repo }: LiteAuthService, sessionId: string): Promise<boolean> {
  const session = await repo.findSessionById(sessionId)
  return session !== null && Date.now() - new Date(session.created_at).getTime() < dayMs
}

async function takeNonce(auth: LiteAuthService, user: LiteUser, nonce: unknown, lifetime: number): Promise<void> {
  if (typeof nonce !== 'string' || nonce === '')
    throw new AuthFailure(400, 'reauthentication_needed', 'Password update requires reauthentication')
  const isValid =
    !isExpired(user.reauthentication_sent_at, lifetime) &&
    (await auth.repo.claimUserToken(user.id, 'reauthentication_token', hashCode(user.email ?? '', nonce)))
  if (!isValid) throw new AuthFailure(422, 'reauthentication_not_valid', 'Nonce has expired or is invalid')
}
