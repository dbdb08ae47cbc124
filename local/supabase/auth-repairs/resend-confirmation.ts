import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail } from './auth-repair.ts'
import { sendConfirmation } from './send-confirmation.ts'

/** "Send the mail again": lite refuses every time with 429. The answer is the same whether the address has an account or not. */
export function resendConfirmation({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/resend', keys)) return next()
    const body = await peekBody(c)
    const email = readEmail(body)
    if (body.type !== 'signup' || !email) return next()

    const user = await c.var.authService.repo.findUserByEmail(email)
    if (user && !user.confirmed_at)
      await sendConfirmation(c.var.authService, { id: user.id, email }, settings.email.otp_length)
    return c.json({})
  }
}
