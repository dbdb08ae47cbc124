import { type AppStore, accountOf } from '../app-store.ts'
import { priceIn } from '../catalogue.ts'
import { offerPrice } from '../offers.ts'
import type { Subscription } from '../store-state.ts'

/** What the next renewal costs: a raised price if there is one, less what an offer takes off. */
export function nextPrice(store: AppStore, subscription: Subscription): { priceMilliunits: number; currency: string } {
  const { storefront } = accountOf(store, subscription.appleAccount)
  const { priceMilliunits, currency } = priceIn(storefront, subscription.autoRenewProductId)
  const full = staysTheSame(subscription) ? (subscription.raisedPriceMilliunits ?? priceMilliunits) : priceMilliunits
  return { priceMilliunits: offerPrice(subscription.nextOffer, full), currency }
}

function staysTheSame({ productId, autoRenewProductId }: Subscription): boolean {
  return productId === autoRenewProductId
}
