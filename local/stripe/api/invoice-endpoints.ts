import type Stripe from 'stripe'
import { finalizeInvoice } from '../billing/finalize-invoice.ts'
import { voidInvoice } from '../billing/void-invoice.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { payInvoice } from './pay-invoice.ts'
import { previewInvoice } from './preview-invoice.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'

export const invoiceEndpoints = [
  defineEndpoint<Stripe.InvoiceCreatePreviewParams>({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    params: 'InvoiceCreatePreviewParams',
    supports: [
      'automatic_tax',
      'currency',
      'customer',
      'discounts',
      'preview_mode',
      'subscription',
      'subscription_details',
    ],
    run: previewInvoice,
  }),
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
    supports: ['off_session', 'paid_out_of_band', 'payment_method'],
    run(world, params, id) {
      const invoice = requireInvoice(world, id)
      payInvoice(world, invoice, params)
      return invoice
    },
  }),
  defineEndpoint<Stripe.InvoiceFinalizeInvoiceParams>({
    method: 'POST',
    path: '/v1/invoices/:id/finalize',
    params: 'InvoiceFinalizeInvoiceParams',
    supports: [],
    run(world, _params, id) {
      const invoice = requireStatus(world, id, ['draft'], 'finalize')
      finalizeInvoice(world, invoice)
      return invoice
    },
  }),
  defineEndpoint<Stripe.InvoiceVoidInvoiceParams>({
    method: 'POST',
    path: '/v1/invoices/:id/void',
    params: 'InvoiceVoidInvoiceParams',
    supports: [],
    run(world, _params, id) {
      const invoice = requireStatus(world, id, ['open', 'uncollectible'], 'void')
      voidInvoice(world, invoice)
      return invoice
    },
  }),
  defineEndpoint<Stripe.InvoiceMarkUncollectibleParams>({
    method: 'POST',
    path: '/v1/invoices/:id/mark_uncollectible',
    params: 'InvoiceMarkUncollectibleParams',
    supports: [],
    run(world, _params, id) {
      const invoice = requireStatus(world, id, ['open'], 'mark as uncollectible')
      changeObject(world, 'invoice.updated', invoice, {
        auto_advance: false,
        next_payment_attempt: null,
        status: 'uncollectible',
        status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: readNow(world) },
      })
      emitEvent(world, 'invoice.marked_uncollectible', invoice)
      return invoice
    },
  }),
]

function requireStatus(world: World, id: string, allowed: readonly string[], act: string): Stripe.Invoice {
  const invoice = requireInvoice(world, id)
  if (allowed.includes(invoice.status ?? '')) return invoice
  throw createInvalidRequestError(
    `You can only ${act} ${allowed.join(' or ')} invoices. This invoice is ${invoice.status}.`,
  )
}

function requireInvoice(world: World, id: string): Stripe.Invoice {
  const invoice = world.state.invoices[id]
  if (!invoice) throw createNotFoundError('invoice', id)
  return invoice
}
