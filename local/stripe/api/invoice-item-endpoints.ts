import type Stripe from 'stripe'
import { recordInvoiceItem } from '../billing/record-invoice.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildInvoiceItem } from '../objects/build-invoice-item.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'

export const invoiceItemEndpoints = [
  defineEndpoint<Stripe.InvoiceItemCreateParams>({
    method: 'POST',
    path: '/v1/invoiceitems',
    params: 'InvoiceItemCreateParams',
    supports: ['amount', 'currency', 'customer', 'description', 'metadata', 'subscription'],
    run: createItem,
  }),
  defineEndpoint<Stripe.InvoiceItemRetrieveParams>({
    method: 'GET',
    path: '/v1/invoiceitems/:id',
    params: 'InvoiceItemRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireItem(world, id),
  }),
  defineEndpoint<Stripe.InvoiceItemListParams>({
    method: 'GET',
    path: '/v1/invoiceitems',
    params: 'InvoiceItemListParams',
    supports: ['created', 'customer', 'ending_before', 'invoice', 'limit', 'pending', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.invoiceItems).filter(
        (item) =>
          (params.customer === undefined || idOf(item.customer) === params.customer) &&
          (params.invoice === undefined || idOf(item.invoice) === params.invoice) &&
          (params.pending === undefined || (item.invoice === null) === params.pending),
      )
      // An item has a `date` where other objects have `created`.
      const page = listPage(
        '/v1/invoiceitems',
        found.map((item) => ({ ...item, created: item.date })),
        params,
      )
      return { ...page, data: page.data.map(({ created: _created, ...item }) => item) }
    },
  }),
  defineEndpoint<Stripe.InvoiceItemDeleteParams>({
    method: 'DELETE',
    path: '/v1/invoiceitems/:id',
    params: 'InvoiceItemDeleteParams',
    supports: [],
    run(world, _params, id) {
      const item = requireItem(world, id)
      if (item.invoice !== null) {
        throw createInvalidRequestError('You can only delete invoice items that are not attached to an invoice.')
      }
      delete world.state.invoiceItems[id]
      emitEvent(world, 'invoiceitem.deleted', item)
      return { id, object: 'invoiceitem', deleted: true }
    },
  }),
]

function createItem(world: World, params: Stripe.InvoiceItemCreateParams): Stripe.InvoiceItem {
  const customer = world.state.customers[params.customer ?? '']
  if (!customer) throw createMissingReferenceError('customer', params.customer ?? '', 'customer')
  if (params.amount === undefined || params.currency === undefined) {
    const param = params.amount === undefined ? 'amount' : 'currency'
    throw createInvalidRequestError(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }
  const date = readNow(world)
  const item = buildInvoiceItem({
    customer,
    amount: params.amount,
    currency: params.currency,
    description: params.description ?? null,
    discountable: params.amount > 0,
    metadata: mergeMetadata({}, params.metadata),
    period: { start: date, end: date },
    price: null,
    quantity: 1,
    subscription: params.subscription ?? null,
    subscriptionItem: null,
    creditedItems: null,
    proration: false,
    date,
  })
  recordInvoiceItem(world, item)
  return item
}

function requireItem(world: World, id: string): Stripe.InvoiceItem {
  const item = world.state.invoiceItems[id]
  if (!item) throw createNotFoundError('invoiceitem', id)
  return item
}
