import type Stripe from 'stripe'
import { createMissingReferenceError } from '../api/stripe-api-error.ts'
import type { World } from '../world.ts'
import { addNamedCard } from './add-card.ts'

/** A payment method by its id, or a new one by the name of a test card (`pm_card_visa`). */
export function resolveMethod(world: World, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const method = world.state.paymentMethods[id] ?? addNamedCard(world, id)
  if (!method) throw createMissingReferenceError('PaymentMethod', id, param)
  return method
}
