import { type AppStore, nextId } from '../app-store.ts'
import type { Ask } from '../store-state.ts'
import type { Order } from '../subscriptions/buy-product.ts'

/** A child asks a parent. Asking again for the same changes nothing. */
export function askToBuy(store: AppStore, order: Order, at: number): void {
  const { appleAccount, productId, appAccountToken, offer, allowsIntroductoryOffer } = order
  if (asksOf(store, appleAccount).some((ask) => ask.productId === productId)) return
  const id = nextId(store)
  store.state.asks.push({ id, appleAccount, productId, appAccountToken, offer, allowsIntroductoryOffer, askedAt: at })
}

export function asksOf(store: AppStore, appleAccount: string): Ask[] {
  return store.state.asks.filter((ask) => ask.appleAccount === appleAccount)
}
