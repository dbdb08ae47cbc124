import type Stripe from 'stripe'
import type { RenewalAnswer } from '../_shared/domain/billing-answers.ts'
import { toSubscription } from '../_shared/stripe/to-subscription.ts'

export function toRenewalAnswer(answer: Stripe.Subscription): RenewalAnswer {
  const { willRenew, expiresAt, status } = toSubscription(answer)
  return { will_renew: willRenew, expires_at: expiresAt.toISOString(), status }
}
