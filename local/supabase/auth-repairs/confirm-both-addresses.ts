import { isExpired, readTokenHash } from '../auth-mail/mail-token.ts'
import type { LiteAuthService, LiteUser } from '../lite-internals.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody } from './auth-repair.ts'

/** The answer of Supabase Auth, word for word; supabase-js hands it on as data without a session. */
const acceptedOne = {
  code: '200',
  msg: 'Confirmation link accepted. Please proceed to confirm link sent to the other email',
}

/**
 * A change of the address, confirmed by both the old and the new one, in either order. To lite the old one's word is enough:
 * a mistyped address, or a stranger's, would become the account's without its owner knowing.
 */
export function confirmBothAddresses({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/verify', keys) || !settings.email.double_confirm_changes) return next()
    const body = await peekBody(c)
    const hash = readTokenHash(body)
    const found = body.type === 'email_change' && hash ? await findChange(c.var.authService, hash) : null
    if (!found || !hash || isExpired(found.user.email_change_sent_at, settings.email.otp_expiry)) return next()

    const { repo } = c.var.authService
    const { user, column, other } = found
    if (user[other]) return (await repo.claimUserToken(user.id, column, hash)) ? c.json(acceptedOne) : next()
    // The last word: lite finishes the change when it believes that it comes from the old address.
    await repo.updateUser(user.id, { email_change_token_current: hash, email_change_token_new: null })
    return next()
  }
}

type Column = 'email_change_token_current' | 'email_change_token_new'

async function findChange(
  { repo }: LiteAuthService,
  hash: string,
): Promise<{ user: LiteUser; column: Column; other: Column } | null> {
  const byOld = await repo.findUserByToken('email_change_token_current', hash)
  if (byOld) return { user: byOld, column: 'email_change_token_current', other: 'email_change_token_new' }
  const byNew = await repo.findUserByToken('email_change_token_new', hash)
  return byNew && { user: byNew, column: 'email_change_token_new', other: 'email_change_token_current' }
}
