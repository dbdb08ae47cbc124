import type Stripe from 'stripe'
import { findSavedMethod } from '../billing/charge-invoice.ts'
import { finalizeInvoice } from '../billing/finalize-invoice.ts'
import { recordPaidInvoice } from '../billing/record-paid-invoice.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findIntentOfInvoice } from '../objects/find-object.ts'
import { attemptPayment } from '../payments/attempt-payment.ts'
import { confirmPaymentIntent, requireConfirmable } from '../payments/confirm-payment-intent.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import { readNow, type World } from '../world.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'
import { createUnpaidError } from './unpaid-error.ts'

export function payInvoice(world: World, invoice: Stripe.Invoice, params: Stripe.InvoicePayParams): void {
  if (invoice.status === 'paid') throw createInvalidRequestError('Invoice is already paid')
  if (invoice.status === 'void') throw createInvalidRequestError('You cannot pay a voided invoice.')
  if (invoice.status === 'draft') finalizeInvoice(world, invoice)
  const intent = findIntentOfInvoice(world.state, invoice.id)
  if (!intent) return
  if (params.paid_out_of_band) {
    payOutsideStripe(world, invoice, intent)
    return
  }
  const method = params.payment_method ? resolveMethod(world, params.payment_method) : findSavedMethod(world, invoice)
  if (!method) {
    throw createInvalidRequestError(
      'There is no `default_payment_method` set on this Customer or Invoice. Please attach a payment method.',
    )
  }
  requireConfirmable(intent)
  // Off session unless the caller says that the customer is there, as at Stripe.
  if (params.off_session === false) confirmPaymentIntent(world, intent, method)
  else attemptPayment(world, intent, method, { offSession: true, authenticated: false })
  if ((invoice.status as string) !== 'paid') throw createUnpaidError(intent)
}

/** Cash, or a transfer: the intent that nobody will confirm any more is given up. */
function payOutsideStripe(world: World, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent): void {
  Object.assign(intent, { status: 'canceled', canceled_at: readNow(world), next_action: null })
  emitEvent(world, 'payment_intent.canceled', intent)
  invoice.amount_paid_off_stripe = invoice.amount_due
  recordPaidInvoice(world, invoice, null)
}
