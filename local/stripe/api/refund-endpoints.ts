import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { idOf } from '../objects/find-object.ts'
import { refundCharge } from '../payments/refund-charge.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'

export const refundEndpoints = [
  defineEndpoint<Stripe.RefundCreateParams>({
    method: 'POST',
    path: '/v1/refunds',
    params: 'RefundCreateParams',
    supports: ['amount', 'charge', 'metadata', 'payment_intent', 'reason'],
    run(world, params) {
      const wish = { amount: params.amount ?? null, reason: params.reason ?? null }
      return refundCharge(world, findCharge(world, params), { ...wish, metadata: mergeMetadata({}, params.metadata) })
    },
  }),
  defineEndpoint<Stripe.RefundRetrieveParams>({
    method: 'GET',
    path: '/v1/refunds/:id',
    params: 'RefundRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireRefund(world, id),
  }),
  defineEndpoint<Stripe.RefundListParams>({
    method: 'GET',
    path: '/v1/refunds',
    params: 'RefundListParams',
    supports: ['charge', 'created', 'ending_before', 'limit', 'payment_intent', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.refunds).filter(
        (refund) =>
          (params.charge === undefined || idOf(refund.charge) === params.charge) &&
          (params.payment_intent === undefined || idOf(refund.payment_intent) === params.payment_intent),
      )
      return listPage('/v1/refunds', found, params)
    },
  }),
  defineEndpoint<Stripe.RefundUpdateParams>({
    method: 'POST',
    path: '/v1/refunds/:id',
    params: 'RefundUpdateParams',
    supports: ['metadata'],
    run(world, params, id) {
      const refund = requireRefund(world, id)
      const metadata = mergeMetadata(refund.metadata ?? {}, params.metadata)
      changeObject(world, 'refund.updated', refund, { metadata })
      return refund
    },
  }),
]

function findCharge(world: World, params: Stripe.RefundCreateParams): Stripe.Charge {
  const { charge: id, payment_intent: intentId } = params
  if ((id === undefined) === (intentId === undefined)) {
    throw createInvalidRequestError('You must specify exactly one of these parameters: charge, payment_intent.')
  }
  if (id !== undefined) {
    const charge = world.state.charges[id]
    if (!charge) throw createMissingReferenceError('charge', id, 'charge')
    return charge
  }
  const intent = world.state.paymentIntents[intentId ?? '']
  if (!intent) throw createMissingReferenceError('payment_intent', intentId ?? '', 'payment_intent')
  const charge = world.state.charges[idOf(intent.latest_charge) ?? '']
  if (charge && intent.status === 'succeeded') return charge
  throw createInvalidRequestError(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
    param: 'payment_intent',
  })
}

function requireRefund(world: World, id: string): Stripe.Refund {
  const refund = world.state.refunds[id]
  if (!refund) throw createNotFoundError('refund', id)
  return refund
}
