import type Stripe from 'stripe'
import { isCodeActive } from '../billing/redeem-discounts.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildPromotionCode } from '../objects/build-promotion-code.ts'
import { idOf } from '../objects/find-object.ts'
import { newId, randomLetters } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { requireOnly } from './require-only.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'

export const promotionCodeEndpoints = [
  defineEndpoint<Stripe.PromotionCodeCreateParams>({
    method: 'POST',
    path: '/v1/promotion_codes',
    params: 'PromotionCodeCreateParams',
    supports: ['active', 'code', 'customer', 'expires_at', 'max_redemptions', 'metadata', 'promotion', 'restrictions'],
    run: createCode,
  }),
  defineEndpoint<Stripe.PromotionCodeRetrieveParams>({
    method: 'GET',
    path: '/v1/promotion_codes/:id',
    params: 'PromotionCodeRetrieveParams',
    supports: [],
    run: (world, _params, id) => describe(world, requireCode(world, id)),
  }),
  defineEndpoint<Stripe.PromotionCodeListParams>({
    method: 'GET',
    path: '/v1/promotion_codes',
    params: 'PromotionCodeListParams',
    supports: ['active', 'code', 'coupon', 'created', 'customer', 'ending_before', 'limit', 'starting_after'],
    run(world, params) {
      const codes = Object.values(world.state.promotionCodes).map((code) => describe(world, code))
      const found = codes.filter(
        (code) =>
          (params.active === undefined || code.active === params.active) &&
          (params.code === undefined || isSameCode(code.code, params.code)) &&
          (params.coupon === undefined || idOf(code.promotion.coupon) === params.coupon) &&
          (params.customer === undefined || idOf(code.customer) === params.customer),
      )
      return listPage('/v1/promotion_codes', found, params)
    },
  }),
  defineEndpoint<Stripe.PromotionCodeUpdateParams>({
    method: 'POST',
    path: '/v1/promotion_codes/:id',
    params: 'PromotionCodeUpdateParams',
    supports: ['active', 'metadata'],
    run(world, params, id) {
      const code = requireCode(world, id)
      changeObject(world, 'promotion_code.updated', code, {
        active: params.active ?? code.active,
        metadata: mergeMetadata(code.metadata ?? {}, params.metadata),
      })
      return describe(world, code)
    },
  }),
]

function createCode(world: World, params: Stripe.PromotionCodeCreateParams): Stripe.PromotionCode {
  const { state } = world
  const coupon = params.promotion.coupon ?? ''
  if (!state.coupons[coupon]) throw createMissingReferenceError('coupon', coupon, 'promotion[coupon]')
  requireOnly(params.restrictions, ['first_time_transaction'], 'restrictions')
  const word = params.code ?? randomLetters(8).toUpperCase()
  const taken = Object.values(state.promotionCodes).find((each) => isSameCode(each.code, word))
  if (taken && isCodeActive(world, taken)) {
    throw createInvalidRequestError(`An active promotion code with \`code: ${word}\` already exists.`, {
      param: 'code',
    })
  }
  const code = buildPromotionCode({
    id: newId('promo'),
    code: word,
    coupon,
    customer: params.customer ?? null,
    isActive: params.active ?? true,
    expiresAt: params.expires_at ?? null,
    maxRedemptions: params.max_redemptions ?? null,
    isForFirstTime: params.restrictions?.first_time_transaction ?? false,
    metadata: mergeMetadata({}, params.metadata),
    created: readNow(world),
  })
  state.promotionCodes[code.id] = code
  emitEvent(world, 'promotion_code.created', code)
  return code
}

/** Codes are compared without regard to case. */
const isSameCode = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Used up or past its time it shows itself inactive. */
const describe = (world: World, code: Stripe.PromotionCode): Stripe.PromotionCode => ({
  ...code,
  active: isCodeActive(world, code),
})

function requireCode(world: World, id: string): Stripe.PromotionCode {
  const code = world.state.promotionCodes[id]
  if (!code) throw createNotFoundError('promotion code', id)
  return code
}
