import type Stripe from 'stripe'
import { buildPrice } from '../objects/build-price.ts'
import { newId } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

/** What `prices.create` makes: so much per interval of a product that exists. */
export function toPrice(world: World, params: Stripe.PriceCreateParams): Stripe.Price {
  const { product = '', unit_amount: amount, recurring } = params
  if (!world.state.products[product]) throw createMissingReferenceError('product', product, 'product')
  if (amount === undefined) {
    throw createInvalidRequestError('Missing required param: unit_amount.', {
      code: 'parameter_missing',
      param: 'unit_amount',
    })
  }
  // What is paid once has its amount from our server, so nothing here asks for a one-time price.
  if (!recurring) throw createUnsupportedError('recurring')
  const stray = Object.keys(recurring).find((name) => name !== 'interval' && name !== 'interval_count')
  if (stray) throw createUnsupportedError(`recurring[${stray}]`)
  const price = buildPrice({
    id: newId('price'),
    product,
    lookupKey: params.lookup_key ?? null,
    amount,
    currency: params.currency.toLowerCase(),
    interval: recurring.interval,
    created: readNow(world),
  })
  return {
    ...price,
    active: params.active ?? true,
    metadata: mergeMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    recurring: price.recurring && { ...price.recurring, interval_count: recurring.interval_count ?? 1 },
    tax_behavior: params.tax_behavior ?? 'unspecified',
  }
}
