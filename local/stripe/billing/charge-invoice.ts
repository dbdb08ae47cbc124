import type Stripe from 'stripe'
import { findIntentOfInvoice, findSubscriptionOfInvoice, idOf, requireCustomerOf } from '../objects/find-object.ts'
import { attemptPayment } from '../payments/attempt-payment.ts'
import type { World } from '../world.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { recordFailedAttempt } from './record-failed-attempt.ts'

/** Charges the saved card without the customer: a renewal, or its retry. */
export function chargeInvoice(world: World, invoice: Stripe.Invoice): void {
  const intent = findIntentOfInvoice(world.state, invoice.id) ?? finalizeInvoice(world, invoice)
  const method = findSavedMethod(world, invoice)
  if (method) attemptPayment(world, intent, method, { offSession: true, authenticated: false })
  else recordFailedAttempt(world, invoice, 'scheduled')
}

/** In Stripe's order: the invoice's own, the subscription's, the customer's. */
export function findSavedMethod(world: World, invoice: Stripe.Invoice): Stripe.PaymentMethod | null {
  const customer = requireCustomerOf(world.state, invoice)
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  const id =
    idOf(invoice.default_payment_method) ??
    idOf(subscription?.default_payment_method) ??
    idOf(customer.invoice_settings.default_payment_method)
  return world.state.paymentMethods[id ?? ''] ?? null
}
