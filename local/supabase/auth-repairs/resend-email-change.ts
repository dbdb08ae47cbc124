import { createMailToken } from '../auth-mail/mail-token.ts'
import type { LiteAuthService, LiteUser } from '../lite-internals.ts'
import type { SupabaseConfig } from '../read-config.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail } from './auth-repair.ts'

/** "Send the mails again" for a change of the address: lite refuses with 429, and would write to the new address alone. */
export function resendEmailChange({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/resend', keys)) return next()
    const body = await peekBody(c)
    const email = readEmail(body)
    if (body.type !== 'email_change' || !email) return next()

    const user = await c.var.authService.repo.findUserByEmail(email)
    if (user?.email_change) await sendAgain(c.var.authService, user, settings.email)
    return c.json({})
  }
}

async function sendAgain(auth: LiteAuthService, user: LiteUser, settings: SupabaseConfig['auth']['email']) {
  const newEmail = user.email_change ?? ''
  const currentEmail = user.email ?? ''
  const toNew = createMailToken(newEmail, settings.otp_length)
  const toCurrent =
    settings.double_confirm_changes && currentEmail ? createMailToken(currentEmail, settings.otp_length) : null
  await auth.repo.updateUser(user.id, {
    email_change_token_new: toNew.hash,
    email_change_token_current: toCurrent?.hash ?? null,
    email_change_sent_at: new Date().toISOString(),
  })
  if (!toCurrent) return auth.mailer.sendEmailChange(newEmail, toNew.hash, toNew.code, { currentEmail, newEmail })
  const both = { currentEmail, newEmail, tokenNew: toNew.code, tokenHashNew: toNew.hash }
  await auth.mailer.sendEmailChange(currentEmail, toCurrent.hash, toCurrent.code, both)
}
