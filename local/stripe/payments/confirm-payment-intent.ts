import type Stripe from 'stripe'
import { createInvalidRequestError, StripeApiError } from '../api/stripe-api-error.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { attemptPayment } from './attempt-payment.ts'
import { refuseAuthentication } from './refuse-authentication.ts'
import { requireFitting } from './require-fitting.ts'

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** The customer pays, in person unless it is said otherwise: throws Stripe's card error when the bank refuses. */
export function confirmPaymentIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  offSession = false,
): Stripe.PaymentIntent {
  requireConfirmable(intent)
  requireFitting(world, intent, method)
  const decision = attemptPayment(world, intent, method, { offSession, authenticated: false })
  if (decision.outcome === 'declined') throw createCardError(intent)
  return intent
}

/** What the bank's 3-D Secure page reports: the person proved who they are, or did not. */
export function finishAuthentication(world: World, intent: Stripe.PaymentIntent, succeeded: boolean): void {
  const method = world.state.paymentMethods[idOf(intent.payment_method) ?? '']
  if (intent.status !== 'requires_action' || !method) {
    throw createInvalidRequestError('This PaymentIntent does not wait for authentication.', {
      code: 'payment_intent_unexpected_state',
    })
  }
  if (succeeded) attemptPayment(world, intent, method, { offSession: false, authenticated: true })
  else refuseAuthentication(world, intent, method)
}

export function requireConfirmable(intent: Stripe.PaymentIntent): void {
  if (confirmable.includes(intent.status)) return
  const reason =
    intent.status === 'succeeded'
      ? 'it has already succeeded after being previously confirmed'
      : `it is ${intent.status}`
  throw new StripeApiError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `You cannot confirm this PaymentIntent because ${reason}.`,
    payment_intent: structuredClone(intent),
  })
}

function createCardError(intent: Stripe.PaymentIntent): StripeApiError {
  const error = intent.last_payment_error
  return new StripeApiError(402, {
    ...error,
    type: 'card_error',
    message: error?.message ?? 'Your card was declined.',
    payment_intent: structuredClone(intent),
  })
}
