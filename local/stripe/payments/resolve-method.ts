import type Stripe from 'stripe'
import { createInvalidRequestError, createMissingReferenceError } from '../api/stripe-api-error.ts'
import type { World } from '../world.ts'
import { addNamedDebit } from './add-bank-debit.ts'
import { addNamedCard } from './add-card.ts'

/** A payment method by its id, or a new one by the name of a test card (`pm_card_visa`). */
export function resolveMethod(world: World, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const method = world.state.paymentMethods[id] ?? addNamedCard(world, id) ?? addNamedDebit(world, id)
  if (!method) throw createMissingReferenceError('PaymentMethod', id, param)
  if (world.state.cardBehaviors[id] !== 'spent') return method
  throw createInvalidRequestError(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    { param },
  )
}
