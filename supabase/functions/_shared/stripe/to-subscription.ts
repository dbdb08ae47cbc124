import { z } from 'zod'
import { toStatusFromStripe } from '../domain/stripe-status.ts'
import type { Subscription } from '../domain/subscription.ts'

/** An id, or the object in its place where a request asked for it to be expanded. */
const idSchema = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])

const itemSchema = z.object({
  current_period_start: z.number(),
  current_period_end: z.number(),
  quantity: z.number().optional(),
  price: z.object({ product: idSchema, unit_amount: z.number().nullable(), currency: z.string() }),
})

/** The fields of a subscription that we rely on, in the shape of the pinned API version. */
const stripeSubscriptionSchema = z.object({
  id: z.string(),
  object: z.literal('subscription'),
  status: z.string(),
  livemode: z.boolean(),
  customer: idSchema,
  metadata: z.record(z.string(), z.string()),
  start_date: z.number(),
  ended_at: z.number().nullable(),
  cancel_at: z.number().nullable(),
  cancel_at_period_end: z.boolean(),
  pending_setup_intent: idSchema.nullable(),
  items: z.object({ data: z.array(itemSchema).min(1) }),
})
type StripeSubscription = z.infer<typeof stripeSubscriptionSchema>

/**
 * A Stripe subscription in our words. Throws `ZodError` when it has another shape (an endpoint of another API version
 * sends one), `UnknownStoreValueError` when its status is new to us.
 */
export function toSubscription(input: unknown): Subscription {
  const subscription = stripeSubscriptionSchema.parse(input)
  const [item] = subscription.items.data as [z.infer<typeof itemSchema>]
  return {
    store: 'stripe',
    environment: subscription.livemode ? 'production' : 'sandbox',
    storeSubscriptionId: subscription.id,
    storeProductId: item.price.product,
    nextStoreProductId: null,
    userId: z.uuid().safeParse(subscription.metadata.user_id).data ?? null,
    storeCustomerId: subscription.customer,
    status: toStatus(subscription),
    periodType: subscription.status === 'trialing' ? 'trial' : 'normal',
    startedAt: toDate(subscription.start_date),
    expiresAt: toDate(paidUntil(subscription, item)),
    gracePeriodEndsAt: null,
    willRenew: willRenew(subscription),
    price: item.price.unit_amount === null ? null : item.price.unit_amount * (item.quantity ?? 1),
    currency: item.price.currency,
    ownership: 'purchased',
  }
}

function toStatus(subscription: StripeSubscription) {
  const status = toStatusFromStripe(subscription.status)
  // Made with `default_incomplete`, a trial is `trialing` before any card was confirmed: that must open nothing.
  return subscription.status === 'trialing' && subscription.pending_setup_intent ? 'incomplete' : status
}

/** Unix seconds. Periods live on the item since API version 2025-03-31 (basil). */
function paidUntil(subscription: StripeSubscription, item: z.infer<typeof itemSchema>): number {
  switch (subscription.status) {
    case 'incomplete':
    case 'incomplete_expired':
      return subscription.start_date
    case 'past_due':
    case 'unpaid':
      // Stripe has already moved the period on; what was paid for is the time before it.
      return item.current_period_start
    default:
      return (
        subscription.ended_at ?? Math.min(item.current_period_end, subscription.cancel_at ?? Number.POSITIVE_INFINITY)
      )
  }
}

/** A portal cancels by `cancel_at` and leaves `cancel_at_period_end` false: flexible billing mode, the default. */
function willRenew(subscription: StripeSubscription): boolean {
  const runs =
    subscription.status === 'active' || subscription.status === 'trialing' || subscription.status === 'past_due'
  return runs && !subscription.cancel_at_period_end && subscription.cancel_at === null
}

function toDate(unixSeconds: number): Date {
  return new Date(unixSeconds * 1000)
}
