import type Stripe from 'stripe'
import { recordFailedAttempt } from '../billing/record-failed-attempt.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findInvoiceOfIntent } from '../objects/find-object.ts'
import type { World } from '../world.ts'

/** No charge was tried; the same intent can be confirmed again with this or another card. */
export function refuseAuthentication(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  Object.assign(intent, {
    status: 'requires_payment_method',
    last_payment_error: {
      code: 'payment_intent_authentication_failure',
      doc_url: 'https://docs.stripe.com/error-codes#payment-intent-authentication-failure',
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
      payment_method: structuredClone(method),
      type: 'invalid_request_error',
    },
    next_action: null,
    payment_method: null,
  })
  emitEvent(world, 'payment_intent.payment_failed', intent)
  const invoice = findInvoiceOfIntent(world.state, intent.id)
  if (invoice) recordFailedAttempt(world, invoice, 'in_person')
}
