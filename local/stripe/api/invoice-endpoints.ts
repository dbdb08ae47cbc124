import type Stripe from 'stripe'
import { findSavedMethod } from '../billing/charge-invoice.ts'
import { finalizeInvoice } from '../billing/finalize-invoice.ts'
import { findIntentOfInvoice, idOf } from '../objects/find-object.ts'
import { attemptPayment } from '../payments/attempt-payment.ts'
import { confirmPaymentIntent, requireConfirmable } from '../payments/confirm-payment-intent.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createNotFoundError, StripeApiError } from './stripe-api-error.ts'

export const invoiceEndpoints = [
  defineEndpoint<Stripe.InvoiceRetrieveParams>({
    method: 'GET',
    path: '/v1/invoices/:id',
    params: 'InvoiceRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireInvoice(world, id),
  }),
  defineEndpoint<Stripe.InvoiceListParams>({
    method: 'GET',
    path: '/v1/invoices',
    params: 'InvoiceListParams',
    supports: ['created', 'customer', 'ending_before', 'limit', 'starting_after', 'status', 'subscription'],
    run(world, params) {
      const found = Object.values(world.state.invoices).filter(
        (invoice) =>
          (params.customer === undefined || idOf(invoice.customer) === params.customer) &&
          (params.status === undefined || invoice.status === params.status) &&
          (params.subscription === undefined ||
            idOf(invoice.parent?.subscription_details?.subscription) === params.subscription),
      )
      return listPage('/v1/invoices', found, params)
    },
  }),
  defineEndpoint<Stripe.InvoicePayParams>({
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    params: 'InvoicePayParams',
    supports: ['off_session', 'payment_method'],
    run(world, params, id) {
      const invoice = requireInvoice(world, id)
      payInvoice(world, invoice, params)
      return invoice
    },
  }),
]

function payInvoice(world: World, invoice: Stripe.Invoice, params: Stripe.InvoicePayParams): void {
  if (invoice.status === 'paid') throw createInvalidRequestError('Invoice is already paid')
  if (invoice.status === 'void') throw createInvalidRequestError('You cannot pay a voided invoice.')
  const method = params.payment_method ? resolveMethod(world, params.payment_method) : findSavedMethod(world, invoice)
  if (!method) {
    throw createInvalidRequestError(
      'There is no `default_payment_method` set on this Customer or Invoice. Please attach a payment method.',
    )
  }
  const intent = findIntentOfInvoice(world.state, invoice.id) ?? finalizeInvoice(world, invoice)
  requireConfirmable(intent)
  // Off session unless the caller says that the customer is there, as at Stripe.
  if (params.off_session === false) confirmPaymentIntent(world, intent, method)
  else attemptPayment(world, intent, method, { offSession: true, authenticated: false })
  if (invoice.status === 'paid') return
  throw new StripeApiError(402, {
    type: 'card_error',
    code: intent.last_payment_error?.code ?? 'invoice_payment_intent_requires_action',
    ...(intent.last_payment_error?.decline_code && { decline_code: intent.last_payment_error.decline_code }),
    message:
      intent.last_payment_error?.message ?? 'This payment requires additional user action before it can be completed.',
    payment_intent: intent,
  })
}

function requireInvoice(world: World, id: string): Stripe.Invoice {
  const invoice = world.state.invoices[id]
  if (!invoice) throw createNotFoundError('invoice', id)
  return invoice
}
