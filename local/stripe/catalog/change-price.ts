import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { changeObject } from '../events/change-object.ts'
import { buildPlan } from '../objects/build-price.ts'
import type { World } from '../world.ts'

/** A subscription's item carries the whole price, so it shows the change too; nobody is told of that. */
export function changePrice(world: World, price: Stripe.Price, changes: Partial<Stripe.Price>): void {
  changeObject(world, 'price.updated', price, changes)
  const items = Object.values(world.state.subscriptions).flatMap((subscription) => subscription.items.data)
  for (const item of items) {
    if (item.price.id === price.id) Object.assign(item, { price: structuredClone(price), plan: buildPlan(price) })
  }
}

/** One price has a key at a time; it takes it from another only when told to (https://docs.stripe.com/products-prices/manage-prices#lookup-keys). */
export function claimLookupKey(world: World, key: string, transfers: boolean): void {
  const holder = Object.values(world.state.prices).find((price) => price.lookup_key === key)
  if (!holder) return
  if (!transfers) {
    throw createInvalidRequestError(
      `A price (\`${holder.id}\`) already uses that lookup key. You can transfer the lookup key by setting the 'transfer_lookup_key' parameter to true.`,
      { param: 'lookup_key' },
    )
  }
  changePrice(world, holder, { lookup_key: null })
}
