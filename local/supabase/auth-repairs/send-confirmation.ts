import { createMailToken } from '../auth-mail/mail-token.ts'
import type { LiteAuthService } from '../lite-internals.ts'

/** Sends a new confirmation mail; codes of earlier mails stop working, as with Supabase Auth. */
export async function sendConfirmation(
  auth: LiteAuthService,
  user: { id: string; email: string },
  otpLength: number,
): Promise<void> {
  const { code, hash } = createMailToken(user.email, otpLength)
  const sentAt = new Date().toISOString()
  await auth.repo.updateUser(user.id, { confirmation_token: hash, confirmation_sent_at: sentAt })
  await auth.mailer.sendConfirmation(user.email, hash, code, { userId: user.id })
}
