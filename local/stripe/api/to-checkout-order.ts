import type Stripe from 'stripe'
import type { CheckoutOrder } from '../state/simulator-state.ts'
import type { World } from '../world.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

type Params = Stripe.Checkout.SessionCreateParams

const subscriptionData = ['description', 'metadata', 'trial_end', 'trial_period_days', 'trial_settings']

/** What the session leads to; throws for what it would have to ignore. */
export function toCheckoutOrder(world: World, params: Params): { order: CheckoutOrder; currency: string | null } {
  const given = params.line_items ?? []
  if (params.mode !== 'setup' && given.length === 0) {
    throw createInvalidRequestError(`You must provide line_items in ${params.mode} mode.`, { param: 'line_items' })
  }
  if (params.mode === 'subscription' && given.length > 1) throw createUnsupportedError('line_items[1]')
  const lines = given.map((item, index) => toLine(world, params, item, `line_items[${index}]`))
  const intentData = params.mode === 'setup' ? params.setup_intent_data : params.payment_intent_data
  requireKnown('subscription_data', params.subscription_data, subscriptionData)
  requireKnown('setup_intent_data', params.setup_intent_data, ['metadata'])
  requireKnown('payment_intent_data', params.payment_intent_data, ['metadata', 'setup_future_usage'])
  return {
    currency: lines[0]?.currency ?? params.currency ?? null,
    order: {
      lines: lines.map(({ currency: _currency, ...line }) => line),
      subscription: params.subscription_data ?? {},
      intentMetadata: mergeMetadata({}, intentData?.metadata),
      setupFutureUsage: (params.payment_intent_data?.setup_future_usage as CheckoutOrder['setupFutureUsage']) ?? null,
      authenticating: null,
    },
  }
}

function toLine(world: World, params: Params, item: Stripe.Checkout.SessionCreateParams.LineItem, param: string) {
  requireKnown(param, item, ['price', 'price_data', 'quantity'])
  const quantity = item.quantity ?? 1
  if (item.price_data) {
    if (params.mode !== 'payment') throw createUnsupportedError(`${param}[price_data]`)
    const { currency, product_data, unit_amount } = item.price_data
    return { name: product_data?.name ?? 'Item', price: null, unitAmount: unit_amount ?? 0, quantity, currency }
  }
  const price = world.state.prices[item.price ?? '']
  if (!price) throw createMissingReferenceError('price', item.price ?? '', `${param}[price]`)
  if (!price.active) {
    throw createInvalidRequestError('The price specified is inactive. This field only accepts active prices.', {
      param,
    })
  }
  if ((price.type === 'recurring') !== (params.mode === 'subscription')) {
    const wanted = params.mode === 'subscription' ? 'at least one recurring price' : 'no recurring prices'
    throw createInvalidRequestError(`You must provide ${wanted} in \`${params.mode}\` mode.`, { param })
  }
  const product = world.state.products[String(price.product)]
  return {
    name: product?.name ?? price.id,
    price: price.id,
    unitAmount: price.unit_amount ?? 0,
    quantity,
    currency: price.currency,
  }
}

function requireKnown(param: string, given: object | undefined, known: string[]): void {
  const stray = Object.keys(given ?? {}).find((name) => !known.includes(name))
  if (stray) throw createUnsupportedError(`${param}[${stray}]`)
}
