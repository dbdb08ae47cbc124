import type Stripe from 'stripe'
import { recordFailedAttempt } from '../billing/record-failed-attempt.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildCharge } from '../objects/build-charge.ts'
import { findInvoiceOfIntent } from '../objects/find-object.ts'
import { randomLetters } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { authenticationDecline, type ChargeDecision, type ChargeSituation, decideCharge } from './decide-charge.ts'
import { recordDecline, recordSuccess } from './record-outcome.ts'
import { takeNextPayment } from './take-next-payment.ts'

/** One try to pay an intent with a card, and everything that follows from how it ends. */
export function attemptPayment(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  situation: ChargeSituation,
): ChargeDecision {
  const decision = decide(world, intent, method, situation)
  if (decision.outcome === 'requires_action') {
    askForAuthentication(world, intent, method, situation)
    return decision
  }
  const charge = buildCharge({ intent, method, decision, created: readNow(world) })
  world.state.charges[charge.id] = charge
  if (decision.outcome === 'processing') waitForBank(world, intent, method, charge)
  else if (decision.outcome === 'paid') recordSuccess(world, intent, method, charge)
  else recordDecline(world, intent, method, { charge, decision, offSession: situation.offSession })
  return decision
}

function decide(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  situation: ChargeSituation,
): ChargeDecision {
  const behavior = world.state.cardBehaviors[method.id] ?? 'succeeds'
  const hasInvoice = findInvoiceOfIntent(world.state, intent.id) !== null
  const trouble = situation.authenticated ? null : takeNextPayment(world, !hasInvoice)
  const decision = trouble ?? decideCharge(behavior, { ...situation, isSaved: method.customer !== null })
  // An invoice waits for its customer; a payment of our own that needs them fails (https://docs.stripe.com/payments/save-and-reuse).
  return decision.outcome === 'requires_action' && situation.offSession && !hasInvoice
    ? authenticationDecline
    : decision
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

function waitForBank(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge,
): void {
  Object.assign(intent, {
    status: 'processing',
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
  })
  emitEvent(world, 'charge.pending', charge)
  emitEvent(world, 'payment_intent.processing', intent)
}
