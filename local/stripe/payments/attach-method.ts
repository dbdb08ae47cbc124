import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import type { World } from '../world.ts'

/** From now on the card may be charged without the customer being there. */
export function attachMethod(world: World, method: Stripe.PaymentMethod, customer: string): void {
  method.customer = customer
  emitEvent(world, 'payment_method.attached', method)
}
