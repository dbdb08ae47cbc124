import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { type Decline, genericDecline } from './decide-charge.ts'
import { recordDecline, recordSuccess } from './record-outcome.ts'

/** Stripe's delayed test accounts answer after three minutes (https://docs.stripe.com/testing?payment-method=sepa-direct-debit). */
const bankSeconds = 180

/** When the bank answers for a payment that is `processing`, and what happens then; null for any other payment. */
export function findSettlement(world: World, intent: Stripe.PaymentIntent): { at: number; run: () => void } | null {
  const charge = world.state.charges[idOf(intent.latest_charge) ?? '']
  if (intent.status !== 'processing' || !charge) return null
  return { at: charge.created + bankSeconds, run: () => settle(world, intent, charge) }
}

function settle(world: World, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const method = world.state.paymentMethods[idOf(intent.payment_method) ?? '']
  if (!method) return
  if (world.state.cardBehaviors[method.id] !== 'debit_fails') {
    Object.assign(charge, { amount_captured: charge.amount, captured: true, paid: true, status: 'succeeded' })
    recordSuccess(world, intent, method, charge)
    return
  }
  const decision: Decline = { ...genericDecline, message: 'The bank account could not be debited.' }
  Object.assign(charge, {
    failure_code: decision.code,
    failure_message: decision.message,
    status: 'failed',
  })
  recordDecline(world, intent, method, { charge, decision, offSession: false })
}
