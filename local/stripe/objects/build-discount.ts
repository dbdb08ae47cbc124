import type Stripe from 'stripe'
import { newId } from './new-id.ts'

export type DiscountFacts = {
  customer: string
  subscription: string
  coupon: string
  promotionCode: string | null
  start: number
  /** Null: for ever, or until the first invoice has used it. */
  end: number | null
}

/** A coupon in use. */
export function buildDiscount(facts: DiscountFacts): Stripe.Discount {
  return {
    id: newId('di'),
    object: 'discount',
    checkout_session: null,
    customer: facts.customer,
    customer_account: null,
    end: facts.end,
    invoice: null,
    invoice_item: null,
    promotion_code: facts.promotionCode,
    source: { coupon: facts.coupon, type: 'coupon' },
    start: facts.start,
    subscription: facts.subscription,
    subscription_item: null,
  }
}
