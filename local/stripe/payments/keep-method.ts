import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { attachMethod } from './attach-method.ts'

/**
 * A confirmation keeps the card. Who ticked the box of the form has said `always`; without a word about it the card may
 * be shown to its owner where they manage cards, not offered at the next purchase: `limited`
 * (https://docs.stripe.com/payments/save-customer-payment-methods).
 */
export function keepMethod(world: World, method: Stripe.PaymentMethod, customer: string): void {
  if (method.allow_redisplay === 'unspecified') method.allow_redisplay = 'limited'
  attachMethod(world, method, customer)
}
