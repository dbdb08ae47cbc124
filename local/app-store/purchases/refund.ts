import { type AppStore, latestTransaction, transactionsOf } from '../app-store.ts'
import { announce } from '../notifications/announce.ts'
import { recordPurchaseNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import type { Revocation, StoredTransaction, Subscription } from '../store-state.ts'
import { decideRefundRequest, requireOpenRefundRequest } from './request-refund.ts'

/** Apple pays a transaction back. Of a subscription's newest period: access goes at once; of an older one: nothing else changes. */
export function refundTransaction(
  store: AppStore,
  transaction: StoredTransaction,
  at: number,
  part: Pick<Revocation, 'type' | 'percentage'> = { type: 'REFUND_FULL', percentage: 100_000 },
): void {
  requirePurchased(transaction)
  if (transaction.revocation !== null) throw new StoreError('already_refunded', 'This was already refunded.', 409)
  transaction.revocation = { at, reason: 0, ...part }
  transaction.modifiedAt = at
  decideRefundRequest(store, transaction.transactionId, 'refunded')
  const subscription = newestOf(store, transaction)
  if (subscription) {
    subscription.renewedBeforeRefund = subscription.autoRenews
    subscription.status = 5
    subscription.autoRenews = false
    subscription.graceEndsAt = null
  }
  tell(store, transaction, 'REFUND', at)
}

/** The refund is taken back: what it took away is there again, and the dates are what they were. */
export function reverseRefund(store: AppStore, transaction: StoredTransaction, at: number): void {
  requirePurchased(transaction)
  if (transaction.revocation === null) throw new StoreError('not_refunded', 'This was not refunded.', 409)
  transaction.revocation = null
  transaction.modifiedAt = at
  const subscription = newestOf(store, transaction)
  if (subscription) {
    const isPaid = at < subscription.expiresAt
    subscription.status = isPaid ? 1 : 2
    subscription.autoRenews = isPaid && subscription.renewedBeforeRefund
  }
  tell(store, transaction, 'REFUND_REVERSED', at)
}

/** Apple says no to somebody who asked. */
export function declineRefund(store: AppStore, transaction: StoredTransaction, at: number): void {
  requireOpenRefundRequest(store, transaction.transactionId)
  decideRefundRequest(store, transaction.transactionId, 'declined')
  tell(store, transaction, 'REFUND_DECLINED', at)
}

/** The newest period before the present one that is not refunded yet. */
export function findOlderPeriod(store: AppStore, subscription: Subscription): StoredTransaction {
  const older = transactionsOf(store, subscription.originalTransactionId).slice(0, -1)
  const found = older.findLast(({ revocation }) => revocation === null)
  if (!found) throw new StoreError('no_older_period', 'There is no older period to refund.', 409)
  return found
}

export function findNewestRefund(store: AppStore, subscription: Subscription): StoredTransaction {
  const refunded = transactionsOf(store, subscription.originalTransactionId).filter(({ revocation }) => revocation)
  const newest = refunded.sort((a, b) => (a.revocation?.at ?? 0) - (b.revocation?.at ?? 0)).at(-1)
  if (!newest) throw new StoreError('not_refunded', 'This was not refunded.', 409)
  return newest
}

/** The subscription that a transaction is the newest period of. */
function newestOf(store: AppStore, transaction: StoredTransaction): Subscription | undefined {
  const subscription = store.index.subscriptions.get(transaction.originalTransactionId)
  return subscription && latestTransaction(store, subscription) === transaction ? subscription : undefined
}

function tell(store: AppStore, transaction: StoredTransaction, type: string, at: number): void {
  const subscription = store.index.subscriptions.get(transaction.originalTransactionId)
  if (subscription) announce(store, subscription, { type, transaction, at })
  else recordPurchaseNotification(store, transaction, { type, at })
}

function requirePurchased({ ownership }: StoredTransaction): void {
  if (ownership !== 'PURCHASED') {
    throw new StoreError('family_shared', 'This is shared by the family. Only who bought it can have it refunded.', 409)
  }
}
