import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { findIntentOfInvoice, findSubscriptionOfInvoice, idOf, requireCustomerOf } from '../objects/find-object.ts'
import { attemptPayment } from '../payments/attempt-payment.ts'
import type { World } from '../world.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { recordFailedAttempt } from './record-failed-attempt.ts'
import { nextRetryAt } from './retry-schedule.ts'

/** Charges the saved card without the customer: a renewal, or its retry. */
export function chargeInvoice(world: World, invoice: Stripe.Invoice, offSession = true): void {
  if (invoice.status === 'draft') finalizeInvoice(world, invoice)
  const intent = findIntentOfInvoice(world.state, invoice.id)
  if (invoice.status !== 'open' || !intent) return
  const method = findSavedMethod(world, invoice)
  if (method) attemptPayment(world, intent, method, { offSession, authenticated: false })
  else recordFailedAttempt(world, invoice, 'scheduled')
}

/** A change is charged while the customer looks on; what fails then is tried again as if it were a renewal. */
export function chargeChange(world: World, invoice: Stripe.Invoice, offSession: boolean): void {
  chargeInvoice(world, invoice, offSession)
  if (invoice.status !== 'open' || !invoice.auto_advance || invoice.next_payment_attempt !== null) return
  const finalizedAt = invoice.status_transitions.finalized_at ?? invoice.created
  changeObject(world, 'invoice.updated', invoice, { next_payment_attempt: nextRetryAt(finalizedAt, finalizedAt) })
}

/** In Stripe's order: the invoice's own, the subscription's, the customer's. */
export function findSavedMethod(world: World, invoice: Stripe.Invoice): Stripe.PaymentMethod | null {
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  const own = world.state.paymentMethods[idOf(invoice.default_payment_method) ?? '']
  return own ?? findDefaultMethod(world, requireCustomerOf(world.state, invoice), subscription)
}

export function findDefaultMethod(
  world: World,
  customer: Stripe.Customer,
  subscription: Stripe.Subscription | null,
): Stripe.PaymentMethod | null {
  const id = idOf(subscription?.default_payment_method) ?? idOf(customer.invoice_settings.default_payment_method)
  return world.state.paymentMethods[id ?? ''] ?? null
}
