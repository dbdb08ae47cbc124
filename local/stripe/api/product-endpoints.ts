import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildProduct } from '../objects/build-product.ts'
import { idOf } from '../objects/find-object.ts'
import { newId } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError, createNotFoundError } from './stripe-api-error.ts'

export const productEndpoints = [
  defineEndpoint<Stripe.ProductCreateParams>({
    method: 'POST',
    path: '/v1/products',
    params: 'ProductCreateParams',
    supports: ['active', 'description', 'id', 'metadata', 'name'],
    run(world, params) {
      const id = params.id ?? newId('prod', 14)
      if (world.state.products[id]) {
        throw createInvalidRequestError('Product already exists.', { code: 'resource_already_exists' })
      }
      const described = { name: params.name, description: params.description ?? null }
      const product = buildProduct({ ...described, id, price: null, created: readNow(world) })
      Object.assign(product, { active: params.active ?? true, metadata: mergeMetadata({}, params.metadata) })
      world.state.products[id] = product
      emitEvent(world, 'product.created', product)
      return product
    },
  }),
  defineEndpoint<Stripe.ProductRetrieveParams>({
    method: 'GET',
    path: '/v1/products/:id',
    params: 'ProductRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireProduct(world, id),
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
  defineEndpoint<Stripe.ProductUpdateParams>({
    method: 'POST',
    path: '/v1/products/:id',
    params: 'ProductUpdateParams',
    supports: ['active', 'default_price', 'description', 'metadata', 'name'],
    run(world, params, id) {
      const product = requireProduct(world, id)
      const changes = toChanges(world, product, params)
      changeObject(world, 'product.updated', product, { ...changes, updated: readNow(world) })
      return product
    },
  }),
]

function toChanges(
  world: World,
  product: Stripe.Product,
  { active, default_price, description, metadata, name }: Stripe.ProductUpdateParams,
): Partial<Stripe.Product> {
  if (default_price !== undefined && idOf(world.state.prices[default_price]?.product) !== product.id) {
    throw createMissingReferenceError('price', default_price, 'default_price')
  }
  return {
    metadata: mergeMetadata(product.metadata, metadata),
    ...(active !== undefined && { active }),
    ...(default_price !== undefined && { default_price }),
    ...(description !== undefined && { description: description || null }),
    ...(name !== undefined && { name }),
  }
}

function requireProduct(world: World, id: string): Stripe.Product {
  const product = world.state.products[id]
  if (!product) throw createNotFoundError('product', id)
  return product
}
