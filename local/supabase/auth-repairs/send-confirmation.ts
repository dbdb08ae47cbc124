import { createHash, randomInt } from 'node:crypto'
import type { LiteAuthService } from '../lite-internals.ts'

/** Sends a new confirmation mail; codes of earlier mails stop working, as with Supabase Auth. */
export async function sendConfirmation(
  auth: LiteAuthService,
  user: { id: string; email: string },
  otpLength: number,
): Promise<void> {
  const token = Array.from({ length: otpLength }, () => randomInt(10)).join('')
  const tokenHash = createHash('sha256')
    .update(user.email + token)
    .digest('hex')
  const sentAt = new Date().toISOString()
  await auth.repo.updateUser(user.id, { confirmation_token: tokenHash, confirmation_sent_at: sentAt })
  await auth.mailer.sendConfirmation(user.email, tokenHash, token, { userId: user.id })
}
