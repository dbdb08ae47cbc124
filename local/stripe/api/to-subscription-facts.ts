import type Stripe from 'stripe'
import type { StartFacts } from '../billing/start-subscription.ts'
import type { World } from '../world.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

type Facts = Omit<StartFacts, 'metadata'>

/** What the simulator makes of `subscriptions.create`; throws for what it would have to ignore. */
export function toSubscriptionFacts(
  world: World,
  params: Stripe.SubscriptionCreateParams,
): { customer: Stripe.Customer; facts: Facts } {
  if (params.payment_behavior !== 'default_incomplete') {
    throw createUnsupportedError(`payment_behavior=${params.payment_behavior ?? 'allow_incomplete'}`)
  }
  if (params.collection_method === 'send_invoice') throw createUnsupportedError('collection_method=send_invoice')
  if (params.customer === undefined) {
    throw createInvalidRequestError('Missing required param: customer.', {
      code: 'parameter_missing',
      param: 'customer',
    })
  }
  const customer = world.state.customers[params.customer]
  if (!customer) throw createMissingReferenceError('customer', params.customer, 'customer')
  const { price, quantity } = toItem(world, params.items)
  const savePaymentMethod = readSaveSetting(params.payment_settings) ?? 'off'
  return {
    customer,
    facts: {
      price,
      quantity,
      savePaymentMethod,
      description: params.description ?? null,
      trialEnd: null,
      defaultPaymentMethod: null,
      discounts: [],
      paymentBehavior: 'default_incomplete',
    },
  }
}

function toItem(
  world: World,
  items: Stripe.SubscriptionCreateParams['items'],
): { price: Stripe.Price; quantity: number } {
  const [item, second] = items ?? []
  if (!item) {
    throw createInvalidRequestError('Missing required param: items.', { code: 'parameter_missing', param: 'items' })
  }
  if (second) throw createUnsupportedError('items[1]')
  const stray = Object.keys(item).find((name) => name !== 'price' && name !== 'quantity')
  if (stray) throw createUnsupportedError(`items[0][${stray}]`)
  const price = world.state.prices[item.price ?? '']
  if (!price) throw createMissingReferenceError('price', item.price ?? '', 'items[0][price]')
  return { price, quantity: item.quantity ?? 1 }
}

/** Undefined when the settings do not speak of it. */
export function readSaveSetting(
  settings: Stripe.SubscriptionUpdateParams.PaymentSettings | undefined,
): 'off' | 'on_subscription' | undefined {
  const stray = Object.keys(settings ?? {}).find((name) => name !== 'save_default_payment_method')
  if (stray) throw createUnsupportedError(`payment_settings[${stray}]`)
  const saves = settings?.save_default_payment_method
  return saves === undefined ? undefined : saves === 'on_subscription' ? 'on_subscription' : 'off'
}
