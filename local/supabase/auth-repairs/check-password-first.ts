import bcrypt from 'bcryptjs'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail, refuse } from './auth-repair.ts'

/** "E-mail not confirmed" is for those who know the password: lite tells it to everybody, and so who has an account. */
export function checkPasswordFirst({ keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/token', keys) || c.req.query('grant_type') !== 'password') return next()
    const body = await peekBody(c)
    const user = (await c.var.authService.repo.findUserByEmail(readEmail(body))) as {
      confirmed_at: string | null
      encrypted_password?: string | null
    } | null
    if (!user || user.confirmed_at) return next()
    const isRight = await bcrypt.compare(String(body.password ?? ''), user.encrypted_password ?? '')
    return isRight ? next() : refuse(c, 400, 'invalid_credentials', 'Invalid login credentials')
  }
}
