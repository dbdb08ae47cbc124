import type Stripe from 'stripe'
import { changePrice, claimLookupKey } from '../catalog/change-price.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'
import { toPrice } from './to-price.ts'

export const priceEndpoints = [
  defineEndpoint<Stripe.PriceCreateParams>({
    method: 'POST',
    path: '/v1/prices',
    params: 'PriceCreateParams',
    supports: [
      'active',
      'currency',
      'lookup_key',
      'metadata',
      'nickname',
      'product',
      'recurring',
      'tax_behavior',
      'transfer_lookup_key',
      'unit_amount',
    ],
    run(world, params) {
      const price = toPrice(world, params)
      if (params.lookup_key) claimLookupKey(world, params.lookup_key, params.transfer_lookup_key === true)
      world.state.prices[price.id] = price
      emitEvent(world, 'price.created', price)
      return price
    },
  }),
  defineEndpoint<Stripe.PriceRetrieveParams>({
    method: 'GET',
    path: '/v1/prices/:id',
    params: 'PriceRetrieveParams',
    supports: [],
    run: (world, _params, id) => requirePrice(world, id),
  }),
  defineEndpoint<Stripe.PriceListParams>({
    method: 'GET',
    path: '/v1/prices',
    params: 'PriceListParams',
    supports: ['active', 'created', 'ending_before', 'limit', 'lookup_keys', 'product', 'starting_after', 'type'],
    run(world, params) {
      const found = Object.values(world.state.prices).filter(
        (price) =>
          (params.active === undefined || price.active === params.active) &&
          (params.lookup_keys === undefined || params.lookup_keys.includes(price.lookup_key ?? '')) &&
          (params.product === undefined || idOf(price.product) === params.product) &&
          (params.type === undefined || price.type === params.type),
      )
      return listPage('/v1/prices', found, params)
    },
  }),
  defineEndpoint<Stripe.PriceUpdateParams>({
    method: 'POST',
    path: '/v1/prices/:id',
    params: 'PriceUpdateParams',
    supports: ['active', 'lookup_key', 'metadata', 'nickname', 'tax_behavior', 'transfer_lookup_key'],
    run(world, params, id) {
      const price = requirePrice(world, id)
      requireArchivable(world, price, params)
      const { active, lookup_key, metadata, nickname, tax_behavior } = params
      if (lookup_key && lookup_key !== price.lookup_key) {
        claimLookupKey(world, lookup_key, params.transfer_lookup_key === true)
      }
      changePrice(world, price, {
        metadata: mergeMetadata(price.metadata, metadata),
        ...(active !== undefined && { active }),
        ...(lookup_key !== undefined && { lookup_key: lookup_key || null }),
        ...(nickname !== undefined && { nickname: nickname || null }),
        ...(tax_behavior !== undefined && { tax_behavior }),
      })
      return price
    },
  }),
]

function requireArchivable(world: World, price: Stripe.Price, { active }: Stripe.PriceUpdateParams): void {
  const product = world.state.products[idOf(price.product) ?? '']
  if (active !== false || !price.active || product?.default_price !== price.id) return
  throw createInvalidRequestError('This price cannot be archived because it is the default price of its product.', {
    param: 'active',
  })
}

function requirePrice(world: World, id: string): Stripe.Price {
  const price = world.state.prices[id]
  if (!price) throw createNotFoundError('price', id)
  return price
}
