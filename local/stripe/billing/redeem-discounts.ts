import type Stripe from 'stripe'
import { addMonths } from '../clock/add-months.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildDiscount } from '../objects/build-discount.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import type { Redemption } from './redemption.ts'

/** The ids of the discounts that now run on the subscription. */
export function createDiscounts(
  world: World,
  subscription: Stripe.Subscription,
  redemptions: readonly Redemption[],
): string[] {
  return redemptions.map(({ coupon, promotionCode }) => {
    const start = readNow(world)
    const months = coupon.duration === 'repeating' ? coupon.duration_in_months : null
    const discount = buildDiscount({
      customer: idOf(subscription.customer) ?? '',
      subscription: subscription.id,
      coupon: coupon.id,
      promotionCode: promotionCode?.id ?? null,
      start,
      end: months === null ? null : addMonths(start, months),
    })
    world.state.discounts[discount.id] = discount
    // Counted without an event of their own.
    coupon.times_redeemed += 1
    coupon.valid = isCouponValid(coupon, start)
    if (promotionCode) promotionCode.times_redeemed += 1
    emitEvent(world, 'customer.discount.created', discount)
    return discount.id
  })
}

export function isCouponValid(coupon: Stripe.Coupon, now: number): boolean {
  const isUsedUp = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions
  return !isUsedUp && (coupon.redeem_by === null || coupon.redeem_by > now)
}

/** Whether anybody may still use the code; a code is as good as its coupon. */
export function isCodeActive(world: World, code: Stripe.PromotionCode): boolean {
  const coupon = world.state.coupons[idOf(code.promotion.coupon) ?? '']
  const now = readNow(world)
  const isUsedUp = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions
  const isExpired = code.expires_at !== null && code.expires_at <= now
  return code.active && !isUsedUp && !isExpired && coupon !== undefined && isCouponValid(coupon, now)
}
