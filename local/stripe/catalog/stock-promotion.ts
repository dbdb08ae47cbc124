import { buildCoupon } from '../objects/build-coupon.ts'
import { buildPromotionCode } from '../objects/build-promotion-code.ts'
import type { SimulatorState } from '../state/simulator-state.ts'

/** A code to try the field for codes with: it is no secret. */
export function stockPromotion(state: SimulatorState, created: number): void {
  const coupon = 'ride_20_percent'
  state.coupons[coupon] ??= buildCoupon({
    id: coupon,
    name: '20% off for 3 months',
    percent_off: 20,
    duration: 'repeating',
    duration_in_months: 3,
    created,
  })
  const id = 'promo_ride20'
  state.promotionCodes[id] ??= buildPromotionCode({ id, code: 'RIDE20', coupon, created })
}
