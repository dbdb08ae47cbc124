import type Stripe from 'stripe'
import { AppError } from '../domain/errors.ts'
import { type CallDeps, callStripe } from './call-stripe.ts'

/** The promotion that people know by this code, coupon included; throws `promotion_code_invalid`. */
export async function requirePromotion(code: string, deps: CallDeps): Promise<Stripe.PromotionCode> {
  // Asked for no code in particular, Stripe would name any.
  if (code === '') throw new AppError('promotion_code_invalid')
  const found = await callStripe(deps, (stripe) =>
    stripe.promotionCodes.list({ code, active: true, limit: 1, expand: ['data.promotion.coupon'] }),
  )
  const [promotion] = found.data
  if (!promotion) throw new AppError('promotion_code_invalid')
  return promotion
}

/** The `discounts` of a request that creates something; none without a code. */
export async function toDiscounts(code: string | null, deps: CallDeps) {
  return code === null ? {} : { discounts: [{ promotion_code: (await requirePromotion(code, deps)).id }] }
}
