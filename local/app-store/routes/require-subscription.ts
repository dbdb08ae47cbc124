import type { AppStore } from '../app-store.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'

export function requireSubscription(store: AppStore, originalTransactionId: string): Subscription {
  const found = store.state.subscriptions.find((one) => one.originalTransactionId === originalTransactionId)
  if (!found) throw new StoreError('subscription_not_found', 'There is no such subscription.', 404)
  return found
}
