import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import { attachMethod } from '../payments/attach-method.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'

export const paymentMethodEndpoints = [
  defineEndpoint<Stripe.PaymentMethodRetrieveParams>({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    params: 'PaymentMethodRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const method = world.state.paymentMethods[id]
      if (!method) throw createNotFoundError('PaymentMethod', id)
      return method
    },
  }),
  defineEndpoint<Stripe.PaymentMethodListParams>({
    method: 'GET',
    path: '/v1/payment_methods',
    params: 'PaymentMethodListParams',
    supports: ['customer', 'ending_before', 'limit', 'starting_after', 'type'],
    run(world, params) {
      const found = Object.values(world.state.paymentMethods).filter(
        (method) =>
          (params.customer === undefined || idOf(method.customer) === params.customer) &&
          (params.type === undefined || method.type === params.type),
      )
      return listPage('/v1/payment_methods', found, params)
    },
  }),
  defineEndpoint<Stripe.PaymentMethodAttachParams>({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    params: 'PaymentMethodAttachParams',
    supports: ['customer'],
    run(world, params, id) {
      const customer = params.customer ?? ''
      if (!world.state.customers[customer]) throw createMissingReferenceError('customer', customer, 'customer')
      const method = resolveMethod(world, id)
      if (method.customer !== null && method.customer !== customer) {
        throw createInvalidRequestError('The payment method you provided has already been attached to a customer.')
      }
      if (method.customer === null) attachMethod(world, method, customer)
      return method
    },
  }),
]
