import type { SubscriptionRow } from '#app/billing/rows.server.ts'

/**
 * What a period costs, minor units; null where nobody knows or nothing is charged. A row of the App Store has what was paid for
 * the period that runs, which for free days is nothing, and beside it what the next one costs.
 */
export function readPrice(row: SubscriptionRow): number | null {
  if (row.store === 'stripe') return row.price
  if (row.ownership === 'family_shared') return null
  const paid = row.period_type === 'normal' ? row.price : null
  // The price of a renewal is that of the plan that renews, which need not be the one that runs.
  return row.next_plan_id === null ? (row.renewal_price ?? paid) : paid
}
