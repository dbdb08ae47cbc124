import type Stripe from 'stripe'
import { createInvalidRequestError, StripeApiError } from '../api/stripe-api-error.ts'
import { onSetupIntentSucceeded } from '../billing/pending-setup.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import { newId, randomLetters } from '../objects/new-id.ts'
import type { World } from '../world.ts'
import { type Decline, decideSetup } from './decide-charge.ts'
import { describeDecline } from './describe-decline.ts'
import { keepMethod } from './keep-method.ts'
import { requireFitting } from './require-fitting.ts'
import { takeNextPayment } from './take-next-payment.ts'

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Asks the bank whether the card may be kept: throws Stripe's card error when it refuses. */
export function confirmSetupIntent(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
): Stripe.SetupIntent {
  requireConfirmableSetup(intent)
  requireFitting(world, intent, method)
  const behavior = world.state.cardBehaviors[method.id] ?? 'succeeds'
  const decision = takeNextPayment(world, false) ?? decideSetup(behavior, false)
  intent.latest_attempt = newId('setatt')
  if (decision.outcome === 'declined') throw refuse(world, intent, method, decision)
  if (decision.outcome === 'requires_action') askForAuthentication(world, intent, method)
  else succeed(world, intent, method)
  return intent
}

/** What the bank's 3-D Secure page reports about a set-up. */
export function finishSetupAuthentication(world: World, intent: Stripe.SetupIntent, succeeded: boolean): void {
  const method = world.state.paymentMethods[idOf(intent.payment_method) ?? '']
  if (intent.status !== 'requires_action' || !method) {
    throw createInvalidRequestError('This SetupIntent does not wait for authentication.', {
      code: 'setup_intent_unexpected_state',
    })
  }
  if (succeeded) succeed(world, intent, method)
  else fail(world, intent, { ...authenticationFailure, payment_method: structuredClone(method) })
}

export function requireConfirmableSetup(intent: Stripe.SetupIntent): void {
  if (confirmable.includes(intent.status)) return
  const reason = intent.status === 'succeeded' ? 'it has already succeeded' : `it is ${intent.status}`
  throw new StripeApiError(400, {
    type: 'invalid_request_error',
    code: 'setup_intent_unexpected_state',
    message: `You cannot confirm this SetupIntent because ${reason}.`,
    setup_intent: intent,
  })
}

function succeed(world: World, intent: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  const customer = idOf(intent.customer)
  if (customer && method.customer === null) keepMethod(world, method, customer)
  // Having proved who they are once is enough for this card (https://docs.stripe.com/testing#authentication-and-setup).
  if (world.state.cardBehaviors[method.id] === 'asks_once') world.state.cardBehaviors[method.id] = 'succeeds'
  Object.assign(intent, {
    status: 'succeeded',
    last_setup_error: null,
    next_action: null,
    payment_method: method.id,
  })
  emitEvent(world, 'setup_intent.succeeded', intent)
  onSetupIntentSucceeded(world, intent)
}

function askForAuthentication(world: World, intent: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  Object.assign(intent, {
    status: 'requires_action',
    last_setup_error: null,
    payment_method: method.id,
    next_action: {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', source: `src_${randomLetters(24)}` },
    },
  })
  emitEvent(world, 'setup_intent.requires_action', intent)
}

function refuse(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  decision: Decline,
): StripeApiError {
  const error = describeDecline(decision, method)
  fail(world, intent, error)
  return new StripeApiError(402, { ...error, setup_intent: structuredClone(intent) })
}

/** The same intent, with the same secret, can be confirmed again with another card. */
function fail(world: World, intent: Stripe.SetupIntent, error: Stripe.SetupIntent.LastSetupError): void {
  Object.assign(intent, {
    status: 'requires_payment_method',
    last_setup_error: error,
    next_action: null,
    payment_method: null,
  })
  emitEvent(world, 'setup_intent.setup_failed', intent)
}

const authenticationFailure = {
  code: 'setup_intent_authentication_failure',
  doc_url: 'https://docs.stripe.com/error-codes#setup-intent-authentication-failure',
  message:
    'The latest attempt to set up the payment method has failed because authentication failed. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this SetupIntent again.',
  type: 'invalid_request_error' as const,
}
