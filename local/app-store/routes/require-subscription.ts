import type { AppStore } from '../app-store.ts'
import { StoreError } from '../store-error.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'

export function requireSubscription(store: AppStore, originalTransactionId: string): Subscription {
  const found = store.index.subscriptions.get(originalTransactionId)
  if (!found) throw new StoreError('subscription_not_found', 'There is no such subscription.', 404)
  return found
}

export function requireTransaction(store: AppStore, transactionId: string): StoredTransaction {
  const found = store.index.transactions.get(transactionId)
  if (!found) throw new StoreError('transaction_not_found', 'There is no such transaction.', 404)
  return found
}
