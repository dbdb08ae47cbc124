import type Stripe from 'stripe'
import { isCodeActive, isCouponValid } from '../billing/redeem-discounts.ts'
import type { Redemption } from '../billing/redemption.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

type Wanted = { coupon?: string; promotion_code?: string; discount?: string }

/** What `discounts` asks for; throws where Stripe would not redeem it. Without a customer it is a mere preview. */
export function toRedemptions(
  world: World,
  customer: Stripe.Customer | null,
  discounts: readonly Wanted[] | '' | null | undefined,
): Redemption[] {
  return (discounts || []).map((wanted, index) => {
    if (wanted.promotion_code)
      return redeemCode(world, customer, wanted.promotion_code, `discounts[${index}][promotion_code]`)
    if (!wanted.coupon) throw createUnsupportedError(`discounts[${index}][discount]`)
    const coupon = requireCoupon(world, wanted.coupon, `discounts[${index}][coupon]`)
    return { coupon, promotionCode: null }
  })
}

function redeemCode(world: World, customer: Stripe.Customer | null, id: string, param: string): Redemption {
  const promotionCode = world.state.promotionCodes[id]
  if (!promotionCode) throw createMissingReferenceError('promotion code', id, param)
  if (!isCodeActive(world, promotionCode)) {
    throw createInvalidRequestError('This promotion code is expired or inactive and cannot be redeemed.', { param })
  }
  const owner = idOf(promotionCode.customer)
  if (owner !== null && owner !== customer?.id) {
    throw createInvalidRequestError(
      'This promotion code cannot be redeemed because it is restricted to another customer.',
      { param },
    )
  }
  if (promotionCode.restrictions.first_time_transaction && customer && hasPaidBefore(world, customer)) {
    throw createInvalidRequestError(
      'This promotion code cannot be redeemed because the associated customer has prior transactions.',
      { param },
    )
  }
  return { coupon: requireCoupon(world, idOf(promotionCode.promotion.coupon) ?? '', param), promotionCode }
}

function requireCoupon(world: World, id: string, param: string): Stripe.Coupon {
  const coupon = world.state.coupons[id]
  if (!coupon) throw createMissingReferenceError('coupon', id, param)
  if (isCouponValid(coupon, readNow(world))) return coupon
  throw createInvalidRequestError(`Coupon expired: ${id}`, { code: 'coupon_expired', param })
}

/** Any charge or paid invoice; a trial's invoice over nothing does not count. */
function hasPaidBefore({ state }: World, customer: Stripe.Customer): boolean {
  const paid = Object.values(state.invoices).some((each) => each.customer === customer.id && each.amount_paid > 0)
  return paid || Object.values(state.charges).some((each) => each.customer === customer.id && each.paid)
}
