import type Stripe from 'stripe'
import { changeBalance } from '../billing/change-balance.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildCustomer } from '../objects/build-customer.ts'
import { idOf } from '../objects/find-object.ts'
import { deleteCustomer } from '../payments/delete-customer.ts'
import { readNow, type World } from '../world.ts'
import { keepTax } from './customer-tax.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'
import { toCustomerChanges, writableOfCustomer } from './to-customer-changes.ts'

export const customerEndpoints = [
  defineEndpoint<Stripe.CustomerCreateParams>({
    method: 'POST',
    path: '/v1/customers',
    params: 'CustomerCreateParams',
    supports: [...writableOfCustomer, 'balance', 'tax', 'test_clock'],
    run(world, params) {
      const { test_clock: clock = null } = params
      if (clock !== null && !world.state.testClocks[clock]) {
        throw createMissingReferenceError('test_clock', clock, 'test_clock')
      }
      const customer = buildCustomer(readNow(world))
      Object.assign(customer, toCustomerChanges(world, customer, params), { test_clock: clock })
      world.state.customers[customer.id] = customer
      keepTax(world, customer.id, params.tax)
      emitEvent(world, 'customer.created', customer)
      setBalance(world, customer, params.balance)
      return customer
    },
  }),
  defineEndpoint<Stripe.CustomerUpdateParams>({
    method: 'POST',
    path: '/v1/customers/:id',
    params: 'CustomerUpdateParams',
    supports: [...writableOfCustomer, 'balance', 'tax'],
    run(world, params, id) {
      const customer = requireCustomer(world, id)
      changeObject(world, 'customer.updated', customer, toCustomerChanges(world, customer, params))
      keepTax(world, id, params.tax)
      setBalance(world, customer, params.balance)
      return customer
    },
  }),
  defineEndpoint<Stripe.CustomerRetrieveParams>({
    method: 'GET',
    path: '/v1/customers/:id',
    params: 'CustomerRetrieveParams',
    supports: [],
    run: (world, _params, id) => world.state.deletedCustomers[id] ?? requireCustomer(world, id),
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
  defineEndpoint<Stripe.CustomerDeleteParams>({
    method: 'DELETE',
    path: '/v1/customers/:id',
    params: 'CustomerDeleteParams',
    supports: [],
    run: (world, _params, id) => deleteCustomer(world, requireCustomer(world, id)),
  }),
  defineEndpoint<Stripe.CustomerListPaymentMethodsParams>({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    params: 'CustomerListPaymentMethodsParams',
    supports: ['allow_redisplay', 'ending_before', 'limit', 'starting_after', 'type'],
    run(world, params, id) {
      requireCustomer(world, id)
      const found = Object.values(world.state.paymentMethods).filter(
        (method) =>
          idOf(method.customer) === id &&
          (params.type === undefined || method.type === params.type) &&
          (params.allow_redisplay === undefined || method.allow_redisplay === params.allow_redisplay),
      )
      return listPage(`/v1/customers/${id}/payment_methods`, found, params)
    },
  }),
]

export function requireCustomer(world: World, id: string): Stripe.Customer {
  const customer = world.state.customers[id]
  if (!customer) throw createNotFoundError('customer', id)
  return customer
}

/** Written as a movement: the difference to what the customer had. */
function setBalance(world: World, customer: Stripe.Customer, balance: number | undefined): void {
  if (balance === undefined || balance === customer.balance) return
  if (customer.currency === null || customer.currency === undefined) {
    throw createInvalidRequestError(
      'The Stripe simulator of Tandem sets a balance only where the customer has a currency.',
      { code: 'not_simulated', param: 'balance' },
    )
  }
  const amount = balance - customer.balance
  changeBalance(world, customer, {
    amount,
    currency: customer.currency,
    type: 'adjustment',
    invoice: null,
    description: null,
    metadata: {},
  })
}
