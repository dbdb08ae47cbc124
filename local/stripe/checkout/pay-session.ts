import type Stripe from 'stripe'
import { createInvalidRequestError, StripeApiError } from '../api/stripe-api-error.ts'
import { type ChargeDecision, decideCharge, decideSetup } from '../payments/decide-charge.ts'
import { describeDecline } from '../payments/describe-decline.ts'
import { takeNextPayment } from '../payments/take-next-payment.ts'
import type { World } from '../world.ts'
import { completeSession } from './complete-session.ts'

type Session = Stripe.Checkout.Session

/**
 * The card was entered on the page. The bank is asked before anything is made: until the session is complete there is no
 * subscription and no invoice (https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade).
 */
export function paySession(world: World, session: Session, method: Stripe.PaymentMethod): void {
  const isFree = !session.amount_total
  settle(world, session, method, takeNextPayment(world, isFree) ?? decide(world, isFree, method, false))
}

/** What the bank's 3-D Secure page reports. */
export function finishSessionAuthentication(world: World, session: Session, succeeded: boolean): void {
  const order = world.state.checkoutOrders[session.id]
  const method = world.state.paymentMethods[order?.authenticating ?? '']
  if (!order || !method) throw createInvalidRequestError('This session does not wait for authentication.')
  order.authenticating = null
  if (!succeeded) {
    throw createInvalidRequestError(
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    )
  }
  settle(world, session, method, decide(world, !session.amount_total, method, true))
}

function decide(world: World, isFree: boolean, method: Stripe.PaymentMethod, authenticated: boolean): ChargeDecision {
  const behavior = world.state.cardBehaviors[method.id] ?? 'succeeds'
  return isFree ? decideSetup(behavior, authenticated) : decideCharge(behavior, { offSession: false, authenticated })
}

function settle(world: World, session: Session, method: Stripe.PaymentMethod, decision: ChargeDecision): void {
  const order = world.state.checkoutOrders[session.id]
  if (decision.outcome === 'declined') throw new StripeApiError(402, describeDecline(decision, method) as never)
  if (decision.outcome === 'requires_action' && order) order.authenticating = method.id
  else completeSession(world, session, method)
}
