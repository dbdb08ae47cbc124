import { randomUUID } from 'node:crypto'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail } from './auth-repair.ts'
import { claimByEmail } from './claim-by-email.ts'
import { sendConfirmation } from './send-confirmation.ts'

/**
 * Signing up with an address that has an account. lite answers 429 and so tells strangers who has one; Supabase Auth answers
 * as if the account were new, and sends the mail again when it was never confirmed.
 */
export function hideKnownAddresses({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/signup', keys) || !settings.email.enable_confirmations) return next()
    const body = await peekBody(c)
    const email = readEmail(body)
    const isGood = typeof body.password === 'string' && body.password.length >= settings.minimum_password_length
    const known = email && isGood ? await c.var.authService.repo.findUserByEmail(email) : null
    if (!known) return next()

    if (!known.confirmed_at) {
      await claimByEmail(c.var.authService.repo, known)
      await sendConfirmation(c.var.authService, { id: known.id, email }, settings.email.otp_length)
      return c.json(await c.var.authService.getUser(known.id))
    }
    return c.json(inventUser(email, body.data))
  }
}

/** Shaped like a new user. Its one mark, known to supabase-js and documented, is that it has no identities. */
function inventUser(email: string, data: unknown) {
  const now = new Date().toISOString()
  return {
    id: randomUUID(),
    aud: 'authenticated',
    role: '',
    email,
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: data ?? {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  }
}
