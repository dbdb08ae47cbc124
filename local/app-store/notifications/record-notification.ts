import { toAppTransactionPayload } from '../accounts/to-app-transaction-payload.ts'
import { type AppStore, addNotification, latestTransaction, nextSignedDate } from '../app-store.ts'
import { DAY, HOUR } from '../durations.ts'
import { nextRandom, nextUuid } from '../random.ts'
import type { Account, Faults, StoredNotification, StoredTransaction, Subscription } from '../store-state.ts'
import { toRenewalPayload } from '../subscriptions/to-renewal-payload.ts'
import { toTransactionPayload } from '../subscriptions/to-transaction-payload.ts'

// As far back as Apple's notification history goes.
const KEPT_FOR = 180 * DAY

export type NotificationEvent = {
  type: string
  subtype?: string
  at: number
  /** The transaction it is about; the newest one unless said otherwise. */
  transaction?: StoredTransaction
  consumptionRequestReason?: string
}

type Snapshot = Partial<
  Pick<
    StoredNotification,
    'status' | 'originalTransactionId' | 'transactionId' | 'transaction' | 'renewal' | 'appTransaction' | 'summary'
  >
>

/** Puts a snapshot of a subscription in the outbox. */
export function recordNotification(store: AppStore, subscription: Subscription, event: NotificationEvent): void {
  const signedAt = nextSignedDate(store, event.at)
  const transaction = event.transaction ?? latestTransaction(store, subscription)
  push(store, event, signedAt, {
    status: subscription.status,
    originalTransactionId: subscription.originalTransactionId,
    transactionId: transaction.transactionId,
    transaction: { ...toTransactionPayload(store, transaction, signedAt) },
    renewal: { ...toRenewalPayload(store, subscription, signedAt) },
  })
}

/** About a one-time purchase: nothing in it renews, and it has no status. */
export function recordPurchaseNotification(
  store: AppStore,
  transaction: StoredTransaction,
  event: NotificationEvent,
): void {
  const signedAt = nextSignedDate(store, event.at)
  push(store, event, signedAt, {
    originalTransactionId: transaction.originalTransactionId,
    transactionId: transaction.transactionId,
    transaction: { ...toTransactionPayload(store, transaction, signedAt) },
  })
}

/** About an Apple Account: `appData` in place of `data`. */
export function recordAccountNotification(store: AppStore, account: Account, event: NotificationEvent): void {
  const signedAt = nextSignedDate(store, event.at)
  push(store, event, signedAt, { appTransaction: { ...toAppTransactionPayload(store, account, signedAt) } })
}

/** About many subscriptions at once: `summary` in place of `data`. */
export function recordSummaryNotification(
  store: AppStore,
  summary: Record<string, unknown>,
  event: NotificationEvent,
): void {
  push(store, event, nextSignedDate(store, event.at), { summary })
}

/** What Apple sends when a developer asks for a test: no transaction in it. */
export function recordTestNotification(store: AppStore, at: number): StoredNotification {
  return push(store, { type: 'TEST', at }, nextSignedDate(store, at), {})
}

function push(store: AppStore, event: NotificationEvent, signedAt: number, snapshot: Snapshot): StoredNotification {
  const isLost = strikes(store, 'drop')
  const notification: StoredNotification = {
    uuid: nextUuid(store.state),
    type: event.type,
    subtype: event.subtype ?? null,
    signedAt,
    status: null,
    originalTransactionId: null,
    transactionId: null,
    transaction: null,
    renewal: null,
    appTransaction: null,
    summary: null,
    consumptionRequestReason: event.consumptionRequestReason ?? null,
    ...snapshot,
    attempts: isLost ? [{ at: event.at, outcome: 'lost' }] : [],
    isDelivered: false,
    nextAttemptAt: isLost ? null : event.at + delayOf(store),
    fault: isLost ? 'drop' : strikes(store, 'double') ? 'double' : null,
  }
  addNotification(store, notification)
  forgetOld(store, signedAt)
  return notification
}

/** How long the network holds a notification back. */
export function delayOf(store: AppStore): number {
  const { delayHours, shuffleHours } = store.state.faults
  const shuffle = shuffleHours > 0 ? shuffleHours * nextRandom(store.state) : 0
  return Math.round((delayHours + shuffle) * HOUR)
}

/** Whether a fault happens this time: below 1 it is a share of all, from 1 on a number that is used up. */
export function strikes(store: AppStore, name: keyof Pick<Faults, 'drop' | 'double' | 'fail'>): boolean {
  const { faults } = store.state
  const value = faults[name]
  if (value === 0) return false
  if (value < 1) return nextRandom(store.state) < value
  faults[name] = value - 1
  return true
}

/** The log is for people, for the history and for "send again"; without a limit a store that is left running would only grow. */
function forgetOld(store: AppStore, now: number): void {
  const { notifications } = store.state
  const isOver = (count: number) => notifications.length - count > store.keptNotifications
  const isOld = ({ signedAt }: StoredNotification) => signedAt < now - KEPT_FOR
  let count = 0
  for (const notification of notifications) {
    if (notification.nextAttemptAt !== null || !(isOver(count) || isOld(notification))) break
    store.index.notifications.delete(notification.uuid)
    count += 1
  }
  if (count > 0) notifications.splice(0, count)
}
