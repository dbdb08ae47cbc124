import { pickRunningSubscriptions } from '#app/billing/pick-subscriptions.ts'
import type { SubscriptionRow } from '#app/billing/rows.server.ts'
import type { AppErrorCode } from '#domain/errors.ts'

/** The subscription whose plan can be changed here; null without one. */
export function pickChangeable(rows: SubscriptionRow[]): SubscriptionRow | null {
  return pickRunningSubscriptions(rows).find(({ store }) => store === 'stripe') ?? null
}

/**
 * Why the plan cannot be changed now, to say it before anybody chooses. The billing function decides again, and it alone
 * decides.
 */
export function decideChangeRefusal(rows: SubscriptionRow[]): AppErrorCode | null {
  const row = pickChangeable(rows)
  if (!row) return pickRunningSubscriptions(rows).length > 0 ? 'managed_in_app_store' : 'subscription_not_found'
  if (row.pending_plan_id !== null) return 'change_pending'
  if (row.status !== 'active' || row.payment_fault !== null) return 'payment_overdue'
  return row.will_renew ? null : 'subscription_ending'
}
