import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { createInvalidRequestError, createMissingReferenceError } from './stripe-api-error.ts'

/** A price that a subscription may be put on: an archived one is not sold any more. */
export function requirePrice(world: World, id: string, param: string): Stripe.Price {
  const price = world.state.prices[id]
  if (!price) throw createMissingReferenceError('price', id, param)
  if (price.active) return price
  throw createInvalidRequestError('The price specified is inactive. This field only accepts active prices.', { param })
}
