import type Stripe from 'stripe'

/** A coupon that a customer uses, by itself or by one of its codes. */
export type Redemption = { coupon: Stripe.Coupon; promotionCode: Stripe.PromotionCode | null }
