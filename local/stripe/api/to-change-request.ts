import type Stripe from 'stripe'
import type { ChangeRequest } from '../billing/plan-change.ts'
import type { World } from '../world.ts'
import { requireOnly } from './require-only.ts'
import { requirePrice } from './require-price.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

/** What an update and the preview of one have in common. */
export type ChangeParams = {
  items?: readonly { id?: string; price?: string; quantity?: number }[]
  billing_cycle_anchor?: { type: string }
  proration_behavior?: string
  proration_date?: number
  trial_end?: 'now' | number
}

export function toChangeRequest(world: World, subscription: Stripe.Subscription, params: ChangeParams): ChangeRequest {
  const { price, quantity } = toItemChange(world, subscription, params.items)
  const anchorsNow = params.billing_cycle_anchor?.type === 'now'
  if (params.billing_cycle_anchor?.type === 'timestamp') throw createUnsupportedError('billing_cycle_anchor[type]')
  if (anchorsNow && subscription.status === 'trialing') throw createUnsupportedError('billing_cycle_anchor')
  return {
    price,
    quantity,
    anchorsNow,
    trialEnd: params.trial_end ?? null,
    prorationBehavior: (params.proration_behavior ?? 'create_prorations') as ChangeRequest['prorationBehavior'],
    prorationDate: params.proration_date ?? null,
  }
}

function toItemChange(world: World, subscription: Stripe.Subscription, items: ChangeParams['items']) {
  const [item, second] = items ?? []
  if (!item) return { price: null, quantity: null }
  if (second) throw createUnsupportedError('items[1]')
  requireOnly(item, ['id', 'price', 'quantity'], 'items[0]')
  if (item.id === undefined) throw createUnsupportedError('items[0] without an id: a second item')
  if (!subscription.items.data.some(({ id }) => id === item.id)) {
    throw createMissingReferenceError('subscription item', item.id, 'items[0][id]')
  }
  const price = item.price === undefined ? null : requirePrice(world, item.price, 'items[0][price]')
  if (price && price.currency !== subscription.currency) {
    throw createInvalidRequestError(
      `The specified price uses \`${price.currency}\` as its currency, but the subscription uses \`${subscription.currency}\`.`,
      { param: 'items[0][price]' },
    )
  }
  return { price, quantity: item.quantity ?? null }
}
