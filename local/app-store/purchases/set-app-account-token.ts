import { type AppStore, latestTransaction } from '../app-store.ts'
import type { StoredTransaction } from '../store-state.ts'

/** Set App Account Token: for the present transaction and those to come, not for what is past. Apple sends no notification. */
export function setAppAccountToken(store: AppStore, transaction: StoredTransaction, token: string, at: number): void {
  const subscription = store.index.subscriptions.get(transaction.originalTransactionId)
  if (subscription) subscription.appAccountToken = token
  const present = subscription ? latestTransaction(store, subscription) : transaction
  present.appAccountToken = token
  present.modifiedAt = at
}
