import type { RequireUser } from '../_shared/http/require-user.ts'
import type { Log } from '../_shared/log.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'

export type BillingDeps = SyncDeps & {
  requireUser: RequireUser
  log: Log
  /** Where Stripe's hosted pages lead back to, without a slash at the end. */
  siteUrl: string
}
