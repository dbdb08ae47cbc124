import { randomUUID } from 'node:crypto'
import { type AppStore, latestTransaction, nextSignedDate } from '../app-store.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'
import { toRenewalPayload } from '../subscriptions/to-renewal-payload.ts'
import { toTransactionPayload } from '../subscriptions/to-transaction-payload.ts'

// The log is for people and for "send again"; without a limit a store that is left running would only grow.
const KEPT = 500

export type NotificationEvent = {
  type: string
  subtype?: string
  at: number
  /** The transaction it is about; the newest one unless said otherwise. */
  transaction?: StoredTransaction
}

/** Puts a snapshot of the subscription in the outbox. */
export function recordNotification(store: AppStore, subscription: Subscription, event: NotificationEvent): void {
  const signedAt = nextSignedDate(store, event.at)
  const transaction = event.transaction ?? latestTransaction(store, subscription)
  push(store, event, signedAt, {
    status: subscription.status,
    originalTransactionId: subscription.originalTransactionId,
    transaction: { ...toTransactionPayload(store, subscription, transaction, signedAt) },
    renewal: { ...toRenewalPayload(store, subscription, signedAt) },
  })
}

/** What Apple sends when a developer asks for a test: no transaction in it. */
export function recordTestNotification(store: AppStore, at: number): void {
  const nothing = { status: null, originalTransactionId: null, transaction: null, renewal: null }
  push(store, { type: 'TEST', at }, nextSignedDate(store, at), nothing)
}

type Snapshot = Pick<
  AppStore['state']['notifications'][number],
  'status' | 'originalTransactionId' | 'transaction' | 'renewal'
>

function push(store: AppStore, event: NotificationEvent, signedAt: number, snapshot: Snapshot): void {
  const { notifications } = store.state
  notifications.push({
    uuid: randomUUID(),
    type: event.type,
    subtype: event.subtype ?? null,
    signedAt,
    ...snapshot,
    attempts: [],
    isDelivered: false,
    nextAttemptAt: 0,
  })
  while (notifications.length > KEPT && notifications[0]?.nextAttemptAt === null) notifications.shift()
}
