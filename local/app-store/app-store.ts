import {
  createStoreIndex,
  indexAccount,
  indexNotification,
  indexRefundRequest,
  indexSubscription,
  indexTransaction,
  type StoreIndex,
} from './store-index.ts'
import type {
  Account,
  RefundRequest,
  StoredNotification,
  StoredTransaction,
  StoreState,
  Subscription,
} from './store-state.ts'
import { DEFAULT_STOREFRONT } from './storefronts.ts'

/** The In-App Purchase key that is registered in App Store Connect: who may call the Server API and sign offers. */
export type ServerApiKey = { issuerId: string; keyId: string; publicKeyPem: string }

export type StoreSettings = {
  bundleId: string
  environment: 'Sandbox' | 'Production'
  /** Sent in production only, as Apple does. */
  appAppleId: number | null
  /** null = no key is registered. */
  serverApi: ServerApiKey | null
  /** The time it really is; the store's own clock runs ahead of it. */
  realNow: () => number
  /** How many notifications stay in the log. */
  keptNotifications: number
}

/** What every part of the simulator works on. Changes to it are synchronous, so no two of them ever mix. */
export type AppStore = StoreSettings & { state: StoreState; index: StoreIndex }

export function createAppStore(settings: StoreSettings, state: StoreState): AppStore {
  return { ...settings, state, index: createStoreIndex(state) }
}

/** Real time plus an offset that only grows. */
export function storeNow(store: AppStore): number {
  return store.realNow() + store.state.clockOffset
}

export function nextId(store: AppStore): string {
  store.state.lastId += 1
  return String(store.state.lastId)
}

/**
 * The moment a payload is signed. Never twice the same: who orders facts by signedDate, as Apple advises,
 * must not meet a tie that two quick taps have made.
 */
export function nextSignedDate(store: AppStore, at: number): number {
  store.state.lastSignedAt = Math.max(at, store.state.lastSignedAt + 1)
  return store.state.lastSignedAt
}

/** An Apple Account is known from the moment it first looks at the app. */
export function accountOf(store: AppStore, name: string): Account {
  const known = store.index.accounts.get(name)
  if (known) return known
  const account: Account = {
    name,
    appTransactionId: nextId(store),
    appBoughtAt: storeNow(store),
    storefront: DEFAULT_STOREFRONT,
    asksToBuy: false,
    consentRescindedAt: null,
    redeemedCodes: [],
  }
  store.state.accounts.push(account)
  indexAccount(store.index, account)
  return account
}

export function addSubscription(store: AppStore, subscription: Subscription): void {
  store.state.subscriptions.push(subscription)
  indexSubscription(store.index, subscription)
}

export function addTransaction(store: AppStore, transaction: StoredTransaction): void {
  store.state.transactions.push(transaction)
  indexTransaction(store.index, transaction)
}

export function addNotification(store: AppStore, notification: StoredNotification): void {
  store.state.notifications.push(notification)
  indexNotification(store.index, notification)
}

export function addRefundRequest(store: AppStore, request: RefundRequest): void {
  store.state.refundRequests.push(request)
  indexRefundRequest(store.index, request)
}

/** Of one Apple Account: its own subscription, if it ever had one, and what its family shares with it. */
export function subscriptionsOf(store: AppStore, appleAccount: string): Subscription[] {
  return store.index.subscriptionsByAccount.get(appleAccount) ?? []
}

/** All products are one group, so an Apple Account pays for one subscription at most. */
export function ownSubscriptionOf(store: AppStore, appleAccount: string): Subscription | undefined {
  return subscriptionsOf(store, appleAccount).find(({ sharedFrom }) => sharedFrom === null)
}

/** The periods of a subscription, oldest first; of a one-time purchase its single transaction. */
export function transactionsOf(store: AppStore, originalTransactionId: string): StoredTransaction[] {
  return store.index.transactionsByOriginal.get(originalTransactionId) ?? []
}

/** Everything that an Apple Account has, oldest first. */
export function transactionsOfAccount(store: AppStore, appleAccount: string): StoredTransaction[] {
  return store.index.transactionsByAccount.get(appleAccount) ?? []
}

/** The transaction of the period that was paid last. */
export function latestTransaction(store: AppStore, subscription: Subscription): StoredTransaction {
  const latest = transactionsOf(store, subscription.originalTransactionId).at(-1)
  if (!latest) throw new Error(`Subscription ${subscription.originalTransactionId} has no transaction`)
  return latest
}
