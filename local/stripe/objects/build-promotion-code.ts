import type Stripe from 'stripe'

export type PromotionCodeFacts = {
  id: string
  code: string
  coupon: string
  customer?: string | null
  isActive?: boolean
  expiresAt?: number | null
  maxRedemptions?: number | null
  isForFirstTime?: boolean
  metadata?: Stripe.Metadata
  created: number
}

/** The word that a customer types for a coupon. */
export function buildPromotionCode(facts: PromotionCodeFacts): Stripe.PromotionCode {
  return {
    id: facts.id,
    object: 'promotion_code',
    active: facts.isActive ?? true,
    code: facts.code,
    created: facts.created,
    customer: facts.customer ?? null,
    customer_account: null,
    expires_at: facts.expiresAt ?? null,
    livemode: false,
    max_redemptions: facts.maxRedemptions ?? null,
    metadata: facts.metadata ?? {},
    promotion: { coupon: facts.coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: facts.isForFirstTime ?? false,
      minimum_amount: null,
      minimum_amount_currency: null,
    },
    times_redeemed: 0,
  }
}
