import type { AppStore } from '../app-store.ts'
import { PRODUCTS } from '../catalogue.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'
import { requireLiving } from './require-living.ts'

/** Not sold to this subscriber any more: no notification until it ends where it would have renewed. */
export function takeOffSale(store: AppStore, subscription: Subscription): void {
  requireLiving(subscription)
  subscription.isOffSale = true
  store.index.due.update(subscription)
}

/** A product for everybody: nobody can buy it, and its subscriptions end one by one; or all of that taken back. */
export function setOnSale(store: AppStore, productId: string, isOnSale: boolean): void {
  if (!PRODUCTS.some((product) => product.productId === productId)) {
    throw new StoreError('product_not_found', 'There is no such product.', 404)
  }
  const others = store.state.offSale.filter((one) => one !== productId)
  store.state.offSale = isOnSale ? others : [...others, productId]
  for (const subscription of store.state.subscriptions) {
    if (subscription.autoRenewProductId !== productId) continue
    subscription.isOffSale = !isOnSale
    store.index.due.update(subscription)
  }
}
