import type Stripe from 'stripe'

export type PriceFacts = {
  id: string
  product: string
  lookupKey: string | null
  amount: number
  currency: string
  interval: Stripe.Price.Recurring['interval']
  created: number
}

/** So much per interval, for each. */
export function buildPrice(facts: PriceFacts): Stripe.Price {
  return {
    id: facts.id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: facts.created,
    currency: facts.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: facts.lookupKey,
    metadata: {},
    nickname: null,
    product: facts.product,
    recurring: {
      interval: facts.interval,
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: facts.amount,
    unit_amount_decimal: toWireDecimal(facts.amount),
  }
}

/** The old face of a price, which a subscription item still carries. */
export function buildPlan(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: toWireDecimal(price.unit_amount ?? 0),
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

/** The SDK reads decimals into objects of its own; on the wire they are strings. */
export const toWireDecimal = (amount: number) => String(amount) as unknown as Stripe.Decimal
