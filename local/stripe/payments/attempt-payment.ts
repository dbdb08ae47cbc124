import type Stripe from 'stripe'
import { recordFailedAttempt } from '../billing/record-failed-attempt.ts'
import { recordPaidInvoice } from '../billing/record-paid-invoice.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildCharge } from '../objects/build-charge.ts'
import { findInvoiceOfIntent, idOf } from '../objects/find-object.ts'
import { randomLetters } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { attachMethod } from './attach-method.ts'
import { type ChargeDecision, type ChargeSituation, decideCharge } from './decide-charge.ts'

type Declined = Extract<ChargeDecision, { outcome: 'declined' }>

/** One try to pay an intent with a card, and everything that follows from how it ends. */
export function attemptPayment(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  situation: ChargeSituation,
): ChargeDecision {
  const decision = decideCharge(world.state.cardBehaviors[method.id] ?? 'succeeds', situation)
  if (decision.outcome === 'requires_action') askForAuthentication(world, intent, method, situation)
  else {
    const charge = buildCharge({ intent, method, decision, created: readNow(world) })
    world.state.charges[charge.id] = charge
    if (decision.outcome === 'paid') succeed(world, intent, method, charge)
    else fail(world, intent, method, { charge, decision, situation })
  }
  return decision
}

/** Nothing is charged yet; off session it counts as a failed attempt, because the customer is not there to answer. */
function askForAuthentication(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  situation: ChargeSituation,
): void {
  Object.assign(intent, {
    status: 'requires_action',
    payment_method: method.id,
    last_payment_error: null,
    next_action: {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', source: `src_${randomLetters(24)}` },
    },
  })
  emitEvent(world, 'payment_intent.requires_action', intent)
  const invoice = findInvoiceOfIntent(world.state, intent.id)
  if (!invoice) return
  emitEvent(world, 'invoice.payment_action_required', invoice)
  if (situation.offSession) recordFailedAttempt(world, invoice, 'scheduled')
}

function succeed(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge,
): void {
  const customer = idOf(intent.customer)
  if (customer && intent.setup_future_usage && method.customer === null) attachMethod(world, method, customer)
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
}

/** The same intent, with the same secret, can be confirmed again with another card. */
function fail(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  failure: { charge: Stripe.Charge; decision: Declined; situation: ChargeSituation },
): void {
  const { charge, decision, situation } = failure
  emitEvent(world, 'charge.failed', charge)
  Object.assign(intent, {
    status: 'requires_payment_method',
    last_payment_error: describeDecline(decision, charge, method),
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
  })
  emitEvent(world, 'payment_intent.payment_failed', intent)
  const invoice = findInvoiceOfIntent(world.state, intent.id)
  if (invoice) recordFailedAttempt(world, invoice, situation.offSession ? 'scheduled' : 'in_person')
}

function describeDecline(decision: Declined, charge: Stripe.Charge, method: Stripe.PaymentMethod) {
  return {
    ...(decision.adviceCode && { advice_code: decision.adviceCode }),
    charge: charge.id,
    code: decision.code,
    decline_code: decision.declineCode,
    doc_url: `https://docs.stripe.com/error-codes#${decision.code.replaceAll('_', '-')}`,
    message: decision.message,
    payment_method: structuredClone(method),
    type: 'card_error' as const,
  }
}
