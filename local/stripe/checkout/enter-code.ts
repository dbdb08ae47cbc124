import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { isCodeActive } from '../billing/redeem-discounts.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { priceSession } from './price-session.ts'

/** A promotion code, typed on the page; an empty one takes it back. */
export function enterCode(world: World, session: Stripe.Checkout.Session, typed: string): void {
  if (!session.allow_promotion_codes) return
  session.discounts = typed === '' ? [] : [{ coupon: null, promotion_code: findCode(world, session, typed).id }]
  priceSession(world, session)
}

function findCode(world: World, session: Stripe.Checkout.Session, typed: string): Stripe.PromotionCode {
  const wanted = typed.trim().toUpperCase()
  const code = Object.values(world.state.promotionCodes).find(
    (each) =>
      each.code.toUpperCase() === wanted &&
      isCodeActive(world, each) &&
      [null, idOf(session.customer)].includes(idOf(each.customer)),
  )
  if (code) return code
  throw createInvalidRequestError('This code is invalid.', { code: 'promotion_code_invalid' })
}
