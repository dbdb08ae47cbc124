import { createDueQueue, type DueQueue } from './due-queue.ts'
import type {
  Account,
  RefundRequest,
  StoredNotification,
  StoredTransaction,
  StoreState,
  Subscription,
} from './store-state.ts'
import { dueAtOf } from './subscriptions/due-at-of.ts'

/** Ways into the state that do not walk through all of it. Kept by `app-store.ts`; never written to the state file. */
export type StoreIndex = {
  accounts: Map<string, Account>
  accountsByAppTransactionId: Map<string, Account>
  subscriptions: Map<string, Subscription>
  subscriptionsByAccount: Map<string, Subscription[]>
  /** Family members' shares, by the purchaser's originalTransactionId. */
  shares: Map<string, Subscription[]>
  transactions: Map<string, StoredTransaction>
  transactionsByOriginal: Map<string, StoredTransaction[]>
  transactionsByAccount: Map<string, StoredTransaction[]>
  notifications: Map<string, StoredNotification>
  /** The newest request for each transaction. */
  refundRequests: Map<string, RefundRequest>
  /** Subscriptions that change by themselves, and refund requests that Apple asks about again. */
  due: DueQueue<Subscription | RefundRequest>
  outbox: DueQueue<StoredNotification>
}

export function createStoreIndex(state: StoreState): StoreIndex {
  const index: StoreIndex = {
    accounts: new Map(),
    accountsByAppTransactionId: new Map(),
    subscriptions: new Map(),
    subscriptionsByAccount: new Map(),
    shares: new Map(),
    transactions: new Map(),
    transactionsByOriginal: new Map(),
    transactionsByAccount: new Map(),
    notifications: new Map(),
    refundRequests: new Map(),
    due: createDueQueue((thing) => ('status' in thing ? dueAtOf(thing) : thing.nextNoticeAt)),
    outbox: createDueQueue((notification) => notification.nextAttemptAt),
  }
  for (const account of state.accounts) indexAccount(index, account)
  for (const subscription of state.subscriptions) indexSubscription(index, subscription)
  for (const transaction of state.transactions) indexTransaction(index, transaction)
  for (const notification of state.notifications) indexNotification(index, notification)
  for (const request of state.refundRequests) indexRefundRequest(index, request)
  return index
}

export function indexAccount(index: StoreIndex, account: Account): void {
  index.accounts.set(account.name, account)
  index.accountsByAppTransactionId.set(account.appTransactionId, account)
}

export function indexSubscription(index: StoreIndex, subscription: Subscription): void {
  index.subscriptions.set(subscription.originalTransactionId, subscription)
  append(index.subscriptionsByAccount, subscription.appleAccount, subscription)
  if (subscription.sharedFrom !== null) append(index.shares, subscription.sharedFrom, subscription)
  index.due.update(subscription)
}

export function indexTransaction(index: StoreIndex, transaction: StoredTransaction): void {
  index.transactions.set(transaction.transactionId, transaction)
  append(index.transactionsByOriginal, transaction.originalTransactionId, transaction)
  append(index.transactionsByAccount, transaction.appleAccount, transaction)
}

export function indexNotification(index: StoreIndex, notification: StoredNotification): void {
  index.notifications.set(notification.uuid, notification)
  index.outbox.update(notification)
}

export function indexRefundRequest(index: StoreIndex, request: RefundRequest): void {
  index.refundRequests.set(request.transactionId, request)
  index.due.update(request)
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
