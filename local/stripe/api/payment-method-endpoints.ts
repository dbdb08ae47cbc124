import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { idOf } from '../objects/find-object.ts'
import { attachMethod } from '../payments/attach-method.ts'
import { detachMethod } from '../payments/detach-method.ts'
import { requireAcceptedCard } from '../payments/require-accepted-card.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'
import { toMethodChanges } from './to-method-changes.ts'

export const paymentMethodEndpoints = [
  defineEndpoint<Stripe.PaymentMethodRetrieveParams>({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    params: 'PaymentMethodRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireMethod(world, id),
  }),
  defineEndpoint<Stripe.PaymentMethodListParams>({
    method: 'GET',
    path: '/v1/payment_methods',
    params: 'PaymentMethodListParams',
    supports: ['allow_redisplay', 'customer', 'ending_before', 'limit', 'starting_after', 'type'],
    run(world, params) {
      const found = Object.values(world.state.paymentMethods).filter(
        (method) =>
          (params.customer === undefined || idOf(method.customer) === params.customer) &&
          (params.type === undefined || method.type === params.type) &&
          (params.allow_redisplay === undefined || method.allow_redisplay === params.allow_redisplay),
      )
      return listPage('/v1/payment_methods', found, params)
    },
  }),
  defineEndpoint<Stripe.PaymentMethodUpdateParams>({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    params: 'PaymentMethodUpdateParams',
    supports: ['allow_redisplay', 'billing_details', 'card', 'metadata'],
    run(world, params, id) {
      const method = requireMethod(world, id)
      if (method.customer === null) {
        throw createInvalidRequestError('You must save this PaymentMethod to a customer before you can update it.', {
          param: 'payment_method',
        })
      }
      changeObject(world, 'payment_method.updated', method, toMethodChanges(method, params))
      return method
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
      requireAcceptedCard(world, method)
      if (method.customer === null) attachMethod(world, method, customer)
      return method
    },
  }),
  defineEndpoint<Stripe.PaymentMethodDetachParams>({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    params: 'PaymentMethodDetachParams',
    supports: [],
    run(world, _params, id) {
      const method = requireMethod(world, id)
      detachMethod(world, method)
      return method
    },
  }),
]

export function requireMethod(world: World, id: string): Stripe.PaymentMethod {
  const method = world.state.paymentMethods[id]
  if (!method) throw createNotFoundError('PaymentMethod', id)
  return method
}
