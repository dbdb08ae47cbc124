import { type AppStore, latestTransaction } from '../app-store.ts'
import { announce } from '../notifications/announce.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'
import { requireOwn } from './require-living.ts'

const INTENT = { VOLUNTARY: 1, BILLING_RETRY: 2, PRICE_INCREASE: 3, PRODUCT_NOT_FOR_SALE: 4 } as const

export function endSubscription(
  store: AppStore,
  subscription: Subscription,
  subtype: keyof typeof INTENT,
  at: number,
): void {
  subscription.status = 2
  subscription.autoRenews = false
  subscription.graceEndsAt = null
  subscription.expirationIntent = INTENT[subtype]
  subscription.nextOffer = null
  announce(store, subscription, { type: 'EXPIRED', subtype, at })
}

/** Cuts the paid period short, as Xcode's StoreKit test session can: the newest transaction is signed again with an earlier end. */
export function expireNow(store: AppStore, subscription: Subscription, at: number): void {
  requireOwn(subscription)
  if (subscription.status === 2 || subscription.status === 5) {
    throw new StoreError('already_ended', 'This subscription has already ended.', 409)
  }
  if (at < subscription.expiresAt) {
    subscription.expiresAt = at
    const transaction = latestTransaction(store, subscription)
    // The end that was signed, if an extension had moved the subscription's beyond it.
    transaction.expiresAt = Math.min(transaction.expiresAt ?? at, at)
    transaction.modifiedAt = at
  }
  endSubscription(store, subscription, 'VOLUNTARY', at)
}
