import { DAY, HOUR } from '../durations.ts'
import type { Subscription } from '../store-state.ts'

// Apple charges up to a day before the end, so that a subscriber is never without. Nobody should count on the exact moment.
const RENEWED_BEFORE_END = HOUR

export const BILLING_RETRY_PERIOD = 60 * DAY

/** When a subscription changes by itself; never for what has ended, and a family member's share follows the purchaser's. */
export function dueAtOf(subscription: Subscription): number {
  const { status, expiresAt, graceEndsAt, sharedFrom } = subscription
  if (sharedFrom !== null) return Number.POSITIVE_INFINITY
  if (status === 1) return willRenew(subscription) ? expiresAt - RENEWED_BEFORE_END : expiresAt
  if (status === 4) return graceEndsAt ?? expiresAt
  if (status === 3) return expiresAt + BILLING_RETRY_PERIOD
  return Number.POSITIVE_INFINITY
}

/** Whether the next period will be paid, as far as it is known now. */
export function willRenew({ autoRenews, billingFails, priceConsent, isOffSale }: Subscription): boolean {
  return autoRenews && !billingFails && priceConsent !== 'pending' && !isOffSale
}
