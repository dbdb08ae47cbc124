import { UnknownStoreValueError } from './errors.ts'
import type { SubscriptionStatus } from './subscription.ts'

/**
 * What each status of a Stripe subscription means in our words. `trialing` counts as active only once a card is
 * confirmed: the caller decides that. See https://docs.stripe.com/api/subscriptions/object#subscription_object-status
 */
const statusOf = {
  active: 'active',
  trialing: 'active',
  past_due: 'in_grace_period',
  unpaid: 'in_billing_retry',
  paused: 'paused',
  incomplete: 'incomplete',
  incomplete_expired: 'expired',
  canceled: 'expired',
} as const satisfies Record<string, SubscriptionStatus>

export type StripeSubscriptionStatus = keyof typeof statusOf
export const stripeSubscriptionStatuses = Object.keys(statusOf) as StripeSubscriptionStatus[]

/** Our status for Stripe's; throws `UnknownStoreValueError` for a value that this version does not know. */
export function toStatusFromStripe(status: string): SubscriptionStatus {
  if (!Object.hasOwn(statusOf, status)) throw new UnknownStoreValueError('Stripe subscription status', status)
  return statusOf[status as StripeSubscriptionStatus]
}
