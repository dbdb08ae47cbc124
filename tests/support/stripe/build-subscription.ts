import type Stripe from 'stripe'

export const day = 86_400
/** 2026-11-21T08:00:00Z in Unix seconds. */
export const start = 1_795_248_000
export const monthEnd = start + 30 * day

type Overrides = Partial<Record<keyof Stripe.Subscription, unknown>> & {
  periodStart?: number
  periodEnd?: number
  product?: string
}

/** A subscription as Stripe sends it in the pinned API version, with the fields that matter to us. */
export function buildStripeSubscription({
  periodStart,
  periodEnd,
  product,
  ...overrides
}: Overrides = {}): Stripe.Subscription {
  return {
    id: 'sub_1',
    object: 'subscription',
    status: 'active',
    livemode: true,
    customer: 'cus_1',
    metadata: {},
    start_date: start,
    ended_at: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    pending_setup_intent: null,
    pending_update: null,
    default_payment_method: null,
    schedule: null,
    discounts: [],
    items: {
      object: 'list',
      data: [
        {
          id: 'si_1',
          current_period_start: periodStart ?? start,
          current_period_end: periodEnd ?? monthEnd,
          quantity: 1,
          price: { id: 'price_1', product: product ?? 'tandem_premium', unit_amount: 1590, currency: 'sgd' },
        },
      ],
    },
    ...overrides,
  } as unknown as Stripe.Subscription
}
