import type Stripe from 'stripe'
import { recordFailedAttempt } from '../billing/record-failed-attempt.ts'
import { recordPaidInvoice } from '../billing/record-paid-invoice.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findInvoiceOfIntent, idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import type { Decline } from './decide-charge.ts'
import { describeDecline } from './describe-decline.ts'
import { openDispute } from './dispute-charge.ts'
import { keepMethod } from './keep-method.ts'

/** The bank said yes. */
export function recordSuccess(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge,
): void {
  const behavior = world.state.cardBehaviors[method.id]
  settleMethod(world, intent, method)
  emitEvent(world, 'charge.succeeded', charge)
  Object.assign(intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
  })
  emitEvent(world, 'payment_intent.succeeded', intent)
  const invoice = findInvoiceOfIntent(world.state, intent.id)
  if (invoice) recordPaidInvoice(world, invoice, intent)
  if (behavior === 'disputed') openDispute(world, charge, 'fraudulent')
  if (behavior === 'inquired') openDispute(world, charge, 'fraudulent', 'inquiry')
}

/** Kept if the intent says so; else it was good for this one payment. */
function settleMethod(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const { cardBehaviors } = world.state
  const customer = idOf(intent.customer)
  if (method.customer === null && customer && intent.setup_future_usage) keepMethod(world, method, customer)
  if (method.customer === null) cardBehaviors[method.id] = 'spent'
  // Having proved who they are once is enough for this card (https://docs.stripe.com/testing#authentication-and-setup).
  else if (cardBehaviors[method.id] === 'asks_once') cardBehaviors[method.id] = 'succeeds'
}

/** The same intent, with the same secret, can be confirmed again with another card. */
export function recordDecline(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  failure: { charge: Stripe.Charge; decision: Decline; offSession: boolean },
): void {
  const { charge, decision, offSession } = failure
  emitEvent(world, 'charge.failed', charge)
  Object.assign(intent, {
    status: 'requires_payment_method',
    last_payment_error: describeDecline(decision, method, charge),
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
  })
  emitEvent(world, 'payment_intent.payment_failed', intent)
  const invoice = findInvoiceOfIntent(world.state, intent.id)
  if (invoice) recordFailedAttempt(world, invoice, offSession ? 'scheduled' : 'in_person')
}
