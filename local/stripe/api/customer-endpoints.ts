import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildCustomer } from '../objects/build-customer.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'

const writable = ['description', 'email', 'invoice_settings', 'metadata', 'name', 'phone', 'preferred_locales'] as const

export const customerEndpoints = [
  defineEndpoint<Stripe.CustomerCreateParams>({
    method: 'POST',
    path: '/v1/customers',
    params: 'CustomerCreateParams',
    supports: writable,
    run(world, params) {
      const customer = buildCustomer(readNow(world))
      Object.assign(customer, toChanges(world, customer, params))
      world.state.customers[customer.id] = customer
      emitEvent(world, 'customer.created', customer)
      return customer
    },
  }),
  defineEndpoint<Stripe.CustomerUpdateParams>({
    method: 'POST',
    path: '/v1/customers/:id',
    params: 'CustomerUpdateParams',
    supports: writable,
    run(world, params, id) {
      const customer = requireCustomer(world, id)
      changeObject(world, 'customer.updated', customer, toChanges(world, customer, params))
      return customer
    },
  }),
  defineEndpoint<Stripe.CustomerRetrieveParams>({
    method: 'GET',
    path: '/v1/customers/:id',
    params: 'CustomerRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireCustomer(world, id),
  }),
  defineEndpoint<Stripe.CustomerListParams>({
    method: 'GET',
    path: '/v1/customers',
    params: 'CustomerListParams',
    supports: ['created', 'email', 'ending_before', 'limit', 'starting_after'],
    run(world, params) {
      const customers = Object.values(world.state.customers)
      const found = customers.filter((customer) => params.email === undefined || customer.email === params.email)
      return listPage('/v1/customers', found, params)
    },
  }),
  defineEndpoint<Stripe.CustomerListPaymentMethodsParams>({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    params: 'CustomerListPaymentMethodsParams',
    supports: ['ending_before', 'limit', 'starting_after', 'type'],
    run(world, params, id) {
      requireCustomer(world, id)
      const methods = Object.values(world.state.paymentMethods).filter((method) => idOf(method.customer) === id)
      const found = methods.filter((method) => params.type === undefined || method.type === params.type)
      return listPage(`/v1/customers/${id}/payment_methods`, found, params)
    },
  }),
]

export function requireCustomer(world: World, id: string): Stripe.Customer {
  const customer = world.state.customers[id]
  if (!customer) throw createNotFoundError('customer', id)
  return customer
}

// Only a card of the customer's own may become their default: a stranger's would pay.
type WritableParams = Pick<Stripe.CustomerUpdateParams, (typeof writable)[number]>

function toChanges(world: World, customer: Stripe.Customer, params: WritableParams): Partial<Stripe.Customer> {
  const { invoice_settings, metadata, ...plain } = params
  const method = invoice_settings?.default_payment_method
  if (method && world.state.paymentMethods[method]?.customer !== customer.id) {
    throw createMissingReferenceError('PaymentMethod', method, 'invoice_settings[default_payment_method]')
  }
  const named = (Object.keys(plain) as (keyof typeof plain)[]).filter((name) =>
    (writable as readonly string[]).includes(name),
  )
  return {
    ...Object.fromEntries(named.map((name) => [name, plain[name] || null])),
    metadata: mergeMetadata(customer.metadata, metadata),
    ...(method !== undefined && {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: method || null },
    }),
  }
}
