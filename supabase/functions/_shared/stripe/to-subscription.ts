import { z } from 'zod'
import { toStatusFromStripe } from '../domain/stripe-status.ts'
import type { Subscription } from '../domain/subscription.ts'
import { idSchema, toDate } from './stripe-values.ts'

const itemSchema = z.object({
  current_period_start: z.number(),
  current_period_end: z.number(),
  quantity: z.number().optional(),
  price: z.object({ product: idSchema, unit_amount: z.number().nullable(), currency: z.string() }),
})

/** Only expanded does it say what comes next: a mere id does not parse, so that the subscription is asked for again. */
const scheduleSchema = z.object({
  current_phase: z.object({ end_date: z.number() }).nullable(),
  phases: z.array(
    z.object({ start_date: z.number(), items: z.array(z.object({ price: z.object({ product: idSchema }) })).min(1) }),
  ),
})

const pendingUpdateSchema = z.object({
  subscription_items: z.array(z.object({ price: z.object({ product: idSchema }) })).nullable(),
})

/** The same holds for a discount: only expanded does it say how much it is. */
const discountSchema = z.object({
  end: z.number().nullable(),
  source: z.object({ coupon: z.object({ percent_off: z.number().nullable(), amount_off: z.number().nullable() }) }),
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
  pending_update: pendingUpdateSchema.nullable(),
  default_payment_method: idSchema.nullable(),
  schedule: scheduleSchema.nullable(),
  discounts: z.array(discountSchema),
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
    nextStoreProductId: toNextProduct(subscription, item.price.product),
    pendingStoreProductId: subscription.pending_update?.subscription_items?.[0]?.price.product ?? null,
    userId: z.uuid().safeParse(subscription.metadata.user_id).data ?? null,
    storeCustomerId: subscription.customer,
    status: toStatus(subscription),
    periodType: subscription.status === 'trialing' ? 'trial' : 'normal',
    startedAt: toDate(subscription.start_date),
    periodStartsAt: toDate(item.current_period_start),
    expiresAt: toDate(paidUntil(subscription, item)),
    gracePeriodEndsAt: null,
    willRenew: willRenew(subscription),
    paymentMethodId: subscription.default_payment_method,
    price: item.price.unit_amount === null ? null : item.price.unit_amount * (item.quantity ?? 1),
    currency: item.price.currency,
    discount: toDiscount(subscription),
    ownership: 'purchased',
  }
}

/** We sell with one code at most; staff may add more in the dashboard, which only Stripe can reckon with. */
function toDiscount({ discounts: [discount] }: StripeSubscription): Subscription['discount'] {
  if (!discount) return null
  const { percent_off, amount_off } = discount.source.coupon
  return { percentOff: percent_off, amountOff: amount_off, endsAt: discount.end === null ? null : toDate(discount.end) }
}

/** The first product that the schedule will change to. */
function toNextProduct({ schedule }: StripeSubscription, product: string): string | null {
  const phaseEndsAt = schedule?.current_phase?.end_date
  if (!schedule || phaseEndsAt === undefined) return null
  const later = schedule.phases.filter((phase) => phase.start_date >= phaseEndsAt)
  const products = later.map((phase) => phase.items[0]?.price.product ?? product)
  return products.find((candidate) => candidate !== product) ?? null
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
