import type { SubscriptionRow } from '#app/billing/rows.server.ts'

const running = new Set(['active', 'in_grace_period', 'in_billing_retry', 'paused'])

/** Those that a store may charge again or that still give access. */
export function pickRunningSubscriptions(rows: SubscriptionRow[]): SubscriptionRow[] {
  return rows.filter(({ status }) => running.has(status))
}

/** What the account page shows: all that run (two when both stores are paid), else the newest, to say what became of it. */
export function pickShownSubscriptions(rows: SubscriptionRow[]): SubscriptionRow[] {
  const current = pickRunningSubscriptions(rows)
  return current.length > 0 ? current : rows.slice(0, 1)
}
