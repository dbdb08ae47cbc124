import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildPaymentIntent, type PaymentIntentFacts } from '../objects/build-payment-intent.ts'
import { readNow, type World } from '../world.ts'

// Half a dollar, or nearly so, in every currency that we sell in (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
const smallestAmount = 50

/** A payment of its own, which no invoice asks for. */
export function createPaymentIntent(world: World, facts: Omit<PaymentIntentFacts, 'created'>): Stripe.PaymentIntent {
  requireAmount(facts.amount)
  const intent = buildPaymentIntent({ ...facts, created: readNow(world) })
  world.state.paymentIntents[intent.id] = intent
  emitEvent(world, 'payment_intent.created', intent)
  return intent
}

export function requireAmount(amount: number): void {
  if (!Number.isInteger(amount)) {
    throw createInvalidRequestError(`Invalid integer: ${amount}`, {
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
  }
  if (amount >= smallestAmount) return
  throw createInvalidRequestError('Amount must be at least 50 cents.', { code: 'amount_too_small', param: 'amount' })
}
