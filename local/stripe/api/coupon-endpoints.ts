import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import { buildCoupon } from '../objects/build-coupon.ts'
import { randomLetters } from '../objects/new-id.ts'
import { readNow } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'

export const couponEndpoints = [
  defineEndpoint<Stripe.CouponCreateParams>({
    method: 'POST',
    path: '/v1/coupons',
    params: 'CouponCreateParams',
    supports: [
      'amount_off',
      'currency',
      'duration',
      'duration_in_months',
      'id',
      'max_redemptions',
      'metadata',
      'name',
      'percent_off',
      'redeem_by',
    ],
    run(world, params) {
      requireWorth(params)
      const id = params.id ?? randomLetters(8)
      if (world.state.coupons[id]) {
        throw createInvalidRequestError('Coupon already exists.', { code: 'resource_already_exists' })
      }
      const coupon = buildCoupon({ ...params, id, created: readNow(world) })
      coupon.metadata = mergeMetadata({}, params.metadata)
      world.state.coupons[id] = coupon
      emitEvent(world, 'coupon.created', coupon)
      return coupon
    },
  }),
  defineEndpoint<Stripe.CouponRetrieveParams>({
    method: 'GET',
    path: '/v1/coupons/:id',
    params: 'CouponRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const coupon = world.state.coupons[id]
      if (!coupon) throw createNotFoundError('coupon', id)
      return coupon
    },
  }),
  defineEndpoint<Stripe.CouponListParams>({
    method: 'GET',
    path: '/v1/coupons',
    params: 'CouponListParams',
    supports: ['created', 'ending_before', 'limit', 'starting_after'],
    run: (world, params) => listPage('/v1/coupons', Object.values(world.state.coupons), params),
  }),
]

function requireWorth(params: Stripe.CouponCreateParams): void {
  if ((params.percent_off === undefined) === (params.amount_off === undefined)) {
    throw createInvalidRequestError('Must provide percent_off or amount_off, and only one of them.', {
      param: 'percent_off',
    })
  }
  if (params.amount_off !== undefined && params.currency === undefined) {
    throw createInvalidRequestError('You must pass currency when passing amount_off', { param: 'currency' })
  }
  if (params.duration === 'repeating' && params.duration_in_months === undefined) {
    throw createInvalidRequestError('Missing required param: duration_in_months.', {
      code: 'parameter_missing',
      param: 'duration_in_months',
    })
  }
}
