import type Stripe from 'stripe'
import { z } from 'zod'
import { changeObject } from '../../events/change-object.ts'
import type { World } from '../../world.ts'
import { callEndpoint } from '../call-endpoint.ts'
import { defineAct } from './act.ts'

const flag = z.union([z.boolean(), z.stringbool()])

/** What staff do to the catalogue and to customers in the dashboard. */
export const catalogActs = [
  defineAct({
    path: '/prices/:id',
    input: z.strictObject({ active: flag }),
    run({ world }, { active }, id) {
      if (!active) releaseDefault(world, id)
      const price = callEndpoint<Stripe.Price>(world, 'POST', '/v1/prices/:id', { active }, id)
      return { answer: price, note: `${price.lookup_key ?? id} is ${price.active ? 'sold' : 'archived'}.` }
    },
  }),
  defineAct({
    path: '/products/:id',
    input: z.strictObject({ name: z.string().min(1).optional(), active: flag.optional() }),
    run({ world }, changes, id) {
      const product = callEndpoint<Stripe.Product>(world, 'POST', '/v1/products/:id', changes, id)
      return { answer: product, note: `${id} is called ${product.name}${product.active ? '' : ' and is archived'}.` }
    },
  }),
  defineAct({
    method: 'DELETE',
    path: '/customers/:id',
    input: z.strictObject({}),
    run({ world }, _input, id) {
      const deleted = callEndpoint<Stripe.DeletedCustomer>(world, 'DELETE', '/v1/customers/:id', {}, id)
      return { answer: deleted, note: `${id} is deleted, with all its subscriptions.` }
    },
  }),
]

/** A product's default price cannot be archived; the dashboard takes that away from it first. */
function releaseDefault(world: World, price: string): void {
  for (const product of Object.values(world.state.products)) {
    if (product.default_price === price) changeObject(world, 'product.updated', product, { default_price: null })
  }
}
