import { addMonths } from '../add-months.ts'
import { type AppStore, nextId } from '../app-store.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'

export type Period = {
  productId: string
  reason: StoredTransaction['reason']
  purchasedAt: number
  /** true = the billing date moves to `purchasedAt`; false = the next month of the old billing date. */
  isNewAnchor: boolean
}

/** Takes the money for a month: a new transaction, and a subscription that is active until the end of it. */
export function startPeriod(store: AppStore, subscription: Subscription, period: Period): StoredTransaction {
  if (period.isNewAnchor) {
    subscription.anchorAt = period.purchasedAt
    subscription.periods = 0
  }
  subscription.periods += 1
  subscription.expiresAt = addMonths(subscription.anchorAt, subscription.periods)
  subscription.productId = period.productId
  subscription.autoRenewProductId = period.productId
  subscription.autoRenews = true
  subscription.status = 1
  subscription.graceEndsAt = null
  subscription.expirationIntent = null
  const transaction = toTransaction(store, subscription, period)
  store.state.transactions.push(transaction)
  return transaction
}

function toTransaction(store: AppStore, subscription: Subscription, period: Period): StoredTransaction {
  const isFirst = subscription.originalTransactionId === ''
  const transactionId = nextId(store)
  // A subscription is called by its first transaction.
  if (isFirst) subscription.originalTransactionId = transactionId
  return {
    transactionId,
    originalTransactionId: subscription.originalTransactionId,
    webOrderLineItemId: nextId(store),
    productId: period.productId,
    purchasedAt: period.purchasedAt,
    expiresAt: subscription.expiresAt,
    reason: period.reason,
    appAccountToken: subscription.appAccountToken,
    isUpgraded: false,
    revokedAt: null,
    isFinished: false,
  }
}
