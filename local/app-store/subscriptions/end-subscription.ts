import { type AppStore, latestTransaction } from '../app-store.ts'
import { recordNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'

const INTENT = { VOLUNTARY: 1, BILLING_RETRY: 2 } as const

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
  recordNotification(store, subscription, { type: 'EXPIRED', subtype, at })
}

/** Cuts the paid period short, as Xcode's StoreKit test session can: the newest transaction is signed again with an earlier end. */
export function expireNow(store: AppStore, subscription: Subscription, at: number): void {
  if (subscription.status === 2 || subscription.status === 5) {
    throw new StoreError('already_ended', 'This subscription has already ended.', 409)
  }
  if (at < subscription.expiresAt) {
    subscription.expiresAt = at
    latestTransaction(store, subscription).expiresAt = at
  }
  endSubscription(store, subscription, 'VOLUNTARY', at)
}
