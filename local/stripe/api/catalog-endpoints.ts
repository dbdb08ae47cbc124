import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createNotFoundError } from './stripe-api-error.ts'

export const catalogEndpoints = [
  defineEndpoint<Stripe.ProductRetrieveParams>({
    method: 'GET',
    path: '/v1/products/:id',
    params: 'ProductRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const product = world.state.products[id]
      if (!product) throw createNotFoundError('product', id)
      return product
    },
  }),
  defineEndpoint<Stripe.ProductListParams>({
    method: 'GET',
    path: '/v1/products',
    params: 'ProductListParams',
    supports: ['active', 'created', 'ending_before', 'ids', 'limit', 'starting_after'],
    run(world, params) {
      const products = Object.values(world.state.products)
      const found = products.filter(
        (product) =>
          (params.active === undefined || product.active === params.active) &&
          (params.ids === undefined || params.ids.includes(product.id)),
      )
      return listPage('/v1/products', found, params)
    },
  }),
  defineEndpoint<Stripe.PriceRetrieveParams>({
    method: 'GET',
    path: '/v1/prices/:id',
    params: 'PriceRetrieveParams',
    supports: [],
    run(world, _params, id) {
      const price = world.state.prices[id]
      if (!price) throw createNotFoundError('price', id)
      return price
    },
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
]
