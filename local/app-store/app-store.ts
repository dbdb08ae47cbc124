import type { StoredTransaction, StoreState, Subscription } from './store-state.ts'

/** What every part of the simulator works on. Changes to it are synchronous, so no two of them ever mix. */
export type AppStore = {
  bundleId: string
  state: StoreState
}

/** Real time plus an offset that only grows. */
export function storeNow(store: AppStore): number {
  return Date.now() + store.state.clockOffset
}

export function nextId(store: AppStore): string {
  store.state.lastId += 1
  return String(store.state.lastId)
}

/** Stable per Apple Account and app, like Apple's appTransactionId. */
export function appTransactionIdOf(store: AppStore, appleAccount: string): string {
  const known = store.state.appTransactionIds[appleAccount]
  if (known) return known
  const created = nextId(store)
  store.state.appTransactionIds[appleAccount] = created
  return created
}

/**
 * The moment a payload is signed. Never twice the same: who orders facts by signedDate, as Apple advises,
 * must not meet a tie that two quick taps have made.
 */
export function nextSignedDate(store: AppStore, at: number): number {
  store.state.lastSignedAt = Math.max(at, store.state.lastSignedAt + 1)
  return store.state.lastSignedAt
}

export function subscriptionsOf(store: AppStore, appleAccount: string): Subscription[] {
  return store.state.subscriptions.filter((subscription) => subscription.appleAccount === appleAccount)
}

export function transactionsOf(store: AppStore, subscription: Subscription): StoredTransaction[] {
  return store.state.transactions.filter(
    (transaction) => transaction.originalTransactionId === subscription.originalTransactionId,
  )
}

/** The transaction of the period that was paid last. */
export function latestTransaction(store: AppStore, subscription: Subscription): StoredTransaction {
  const latest = transactionsOf(store, subscription).at(-1)
  if (!latest) throw new Error(`Subscription ${subscription.originalTransactionId} has no transaction`)
  return latest
}
