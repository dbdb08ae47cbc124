import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import type { Delivery, StoredEvent } from '../state/simulator-state.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createNotFoundError } from './stripe-api-error.ts'

const thirtyDays = 30 * 86_400

/** What the account has written down and nobody changes: charges, payments of invoices, events. */
export const recordEndpoints = [
  defineEndpoint<Stripe.ChargeRetrieveParams>({
    method: 'GET',
    path: '/v1/charges/:id',
    params: 'ChargeRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const charge = world.state.charges[id]
      if (!charge) throw createNotFoundError('charge', id)
      return charge
    },
  }),
  defineEndpoint<Stripe.InvoicePaymentRetrieveParams>({
    method: 'GET',
    path: '/v1/invoice_payments/:id',
    params: 'InvoicePaymentRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const payment = world.state.invoicePayments[id]
      if (!payment) throw createNotFoundError('invoice_payment', id)
      return payment
    },
  }),
  defineEndpoint<Stripe.InvoicePaymentListParams>({
    method: 'GET',
    path: '/v1/invoice_payments',
    params: 'InvoicePaymentListParams',
    supports: ['created', 'ending_before', 'invoice', 'limit', 'payment', 'starting_after', 'status'],
    run(world, params) {
      const found = Object.values(world.state.invoicePayments).filter(
        (payment) =>
          (params.invoice === undefined || idOf(payment.invoice) === params.invoice) &&
          (params.status === undefined || payment.status === params.status) &&
          (params.payment?.payment_intent === undefined ||
            idOf(payment.payment.payment_intent) === params.payment.payment_intent),
      )
      return listPage('/v1/invoice_payments', found, params)
    },
  }),
  defineEndpoint<Stripe.EventRetrieveParams>({
    method: 'GET',
    path: '/v1/events/:id',
    params: 'EventRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const stored = world.state.events[id]
      if (!stored) throw createNotFoundError('event', id)
      return toEvent(stored)
    },
  }),
  defineEndpoint<Stripe.EventListParams>({
    method: 'GET',
    path: '/v1/events',
    params: 'EventListParams',
    supports: ['created', 'delivery_success', 'ending_before', 'limit', 'starting_after', 'type', 'types'],
    run: (world, params) => listPage('/v1/events', findEvents(world, params).map(toEvent), params),
  }),
]

function findEvents(world: World, params: Stripe.EventListParams): StoredEvent[] {
  const since = readNow(world) - thirtyDays
  return Object.values(world.state.events).filter(
    ({ event, delivery }) =>
      event.created >= since &&
      (params.type === undefined || matchesType(event.type, params.type)) &&
      (params.types === undefined || params.types.includes(event.type)) &&
      (params.delivery_success === undefined || params.delivery_success === isDelivered(delivery)),
  )
}

const isDelivered = ({ status }: Delivery) => status === 'delivered' || status === 'none'

const matchesType = (type: string, wanted: string) =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted

const toEvent = ({ event, delivery }: StoredEvent): Stripe.Event => ({
  ...event,
  pending_webhooks: delivery.status === 'pending' ? 1 : 0,
})
