import type Stripe from 'stripe'
import { netOf } from '../billing/take-discounts.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'

/** What is due today, with the codes that were entered; a trial makes it nothing. */
export function priceSession(world: World, session: Stripe.Checkout.Session): void {
  const order = world.state.checkoutOrders[session.id]
  if (!order || session.mode === 'setup') return
  const isTrial = order.subscription.trial_period_days !== undefined || order.subscription.trial_end !== undefined
  const subtotal = isTrial ? 0 : order.lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0)
  const total = netOf(subtotal, findCoupons(world, session))
  Object.assign(session, {
    amount_subtotal: subtotal,
    amount_total: total,
    total_details: { amount_discount: subtotal - total, amount_shipping: 0, amount_tax: 0 },
  })
}

/** Of the codes and coupons that the session uses. */
export function findCoupons(world: World, session: Stripe.Checkout.Session) {
  return (session.discounts ?? []).flatMap(({ coupon, promotion_code }) => {
    const code = world.state.promotionCodes[idOf(promotion_code) ?? ''] ?? null
    const found = world.state.coupons[idOf(coupon) ?? idOf(code?.promotion.coupon) ?? '']
    return found ? [{ id: found.id, coupon: found, promotionCode: code }] : []
  })
}
