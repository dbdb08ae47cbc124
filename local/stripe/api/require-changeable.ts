import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

type UpdateParams = Stripe.SubscriptionUpdateParams

/** Throws for what Stripe refuses in the subscription's state, whatever the values are. */
export function requireChangeable(subscription: Stripe.Subscription, params: UpdateParams): void {
  const asked = Object.keys(params).filter((name) => name !== 'expand')
  if (subscription.ended_at !== null && asked.some((name) => name !== 'metadata' && name !== 'cancellation_details')) {
    throw createInvalidRequestError('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
    })
  }
  if (subscription.status === 'incomplete' && asked.some((name) => name !== 'metadata')) {
    throw createInvalidRequestError(
      'This subscription is `incomplete`. Only metadata and default_source can be updated until its first invoice is paid.',
    )
  }
  requireUnscheduled(subscription, asked)
  if (params.payment_behavior === 'pending_if_incomplete') requirePendable(asked)
}

const cancels: readonly string[] = ['cancel_at', 'cancel_at_period_end']
const scheduled: readonly string[] = [...cancels, 'items', 'trial_end', 'billing_cycle_anchor']

/** Stripe's words are known for the end of a subscription; for its price they are ours. */
function requireUnscheduled(subscription: Stripe.Subscription, asked: readonly string[]): void {
  const schedule = idOf(subscription.schedule)
  const refused = schedule === null ? undefined : asked.find((name) => scheduled.includes(name))
  if (refused === undefined) return
  const what = cancels.includes(refused) ? 'cancelation behavior' : 'phase of it'
  throw createInvalidRequestError(
    `The subscription is managed by the subscription schedule \`${schedule}\`, and updating any ${what} directly is not allowed. Please update the schedule instead.`,
    { param: refused },
  )
}

// https://docs.stripe.com/billing/subscriptions/pending-updates-reference
const pendable: readonly string[] = [
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'billing_cycle_anchor',
  'items',
  'trial_end',
  'trial_from_plan',
  'add_invoice_items',
]

function requirePendable(asked: readonly string[]): void {
  const refused = asked.find((name) => !pendable.includes(name))
  if (refused === undefined) return
  throw createInvalidRequestError(
    `You can only pass in supported params when payment_behavior is set to \`pending_if_incomplete\`, and \`${refused}\` is not one of them.`,
    { param: refused },
  )
}
