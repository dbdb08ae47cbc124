import { randomUUID } from 'node:crypto'
import type { LiteAuthService, LiteUser } from '../lite-internals.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail } from './auth-repair.ts'
import { claimByEmail } from './claim-by-email.ts'
import { sendConfirmation } from './send-confirmation.ts'

/**
 * Sign-in by code for an address that nobody has proved yet. lite makes such an account confirmed at once, so that anybody
 * could own anybody's address; Supabase Auth makes it unconfirmed and sends the confirmation mail.
 */
export function confirmBeforeCode({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/otp', keys) || !settings.enable_signup || !settings.email.enable_confirmations)
      return next()
    const body = await peekBody(c)
    const email = readEmail(body)
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) return next()

    const auth = c.var.authService
    const known = await auth.repo.findUserByEmail(email)
    if (known?.confirmed_at || (!known && body.create_user === false)) return next()
    if (known) await claimByEmail(auth.repo, known)
    const user = known ?? (await createUnconfirmedUser(auth, email, body.data))
    await sendConfirmation(auth, { id: user.id, email }, settings.email.otp_length)
    return c.json({})
  }
}

function createUnconfirmedUser(auth: LiteAuthService, email: string, data: unknown): Promise<LiteUser> {
  const id = randomUUID()
  const claims = { sub: id, email, email_verified: false, phone_verified: false }
  return auth.repo.transaction(async (repository) => {
    const user = await repository.createUser({
      id,
      email,
      raw_app_meta_data: { provider: 'email', providers: ['email'] },
      raw_user_meta_data: { ...(data ?? {}), ...claims },
    })
    await repository.createIdentity({
      id: randomUUID(),
      provider: 'email',
      provider_id: id,
      user_id: id,
      identity_data: claims,
    })
    return user
  })
}
