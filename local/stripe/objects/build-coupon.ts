import type Stripe from 'stripe'

export type CouponFacts = {
  id: string
  name?: string
  percent_off?: number
  amount_off?: number
  currency?: string
  duration?: Stripe.Coupon.Duration
  duration_in_months?: number
  max_redemptions?: number
  redeem_by?: number
  created: number
}

export function buildCoupon(facts: CouponFacts): Stripe.Coupon {
  return {
    id: facts.id,
    object: 'coupon',
    amount_off: facts.amount_off ?? null,
    created: facts.created,
    currency: facts.currency ?? null,
    duration: facts.duration ?? 'once',
    duration_in_months: facts.duration_in_months ?? null,
    livemode: false,
    max_redemptions: facts.max_redemptions ?? null,
    metadata: {},
    name: facts.name ?? null,
    percent_off: facts.percent_off ?? null,
    redeem_by: facts.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  }
}
