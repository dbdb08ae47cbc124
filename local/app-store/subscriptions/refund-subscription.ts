import { type AppStore, latestTransaction } from '../app-store.ts'
import { recordNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'

/** Apple pays the newest period back: access goes at once. */
export function refundSubscription(store: AppStore, subscription: Subscription, at: number): void {
  const transaction = latestTransaction(store, subscription)
  if (transaction.revokedAt !== null) throw new StoreError('already_refunded', 'This was already refunded.', 409)
  transaction.revokedAt = at
  subscription.status = 5
  subscription.autoRenews = false
  subscription.graceEndsAt = null
  recordNotification(store, subscription, { type: 'REFUND', transaction, at })
}
