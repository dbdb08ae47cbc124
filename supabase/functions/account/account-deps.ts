import type { AppleSignIn } from '../_shared/apple/sign-in/create-apple-sign-in.ts'
import type { RequireUser } from '../_shared/http/require-user.ts'
import type { Log } from '../_shared/log.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'

export type AccountDeps = SyncDeps & {
  requireUser: RequireUser
  /** For what cannot be taken back: asks Auth, and for a sign-in of the last minutes. */
  requireFreshUser: RequireUser
  /** Null: the owner has no key for Sign in with Apple. */
  appleSignIn: AppleSignIn | null
  /** A deletion owes a mail, which goes out after the answer. */
  sendMailsLater: () => void
  /** Takes what goes on after the answer. */
  afterAnswer: (work: Promise<unknown>) => void
  log: Log
}
