import { type AppStore, storeNow, transactionsOf } from '../app-store.ts'
import type { StoredNotification, StoredTransaction, Subscription } from '../store-state.ts'

const STATUS = { 1: 'active', 2: 'expired', 3: 'in_billing_retry', 4: 'in_grace_period', 5: 'revoked' } as const

export type StoreDescription = ReturnType<typeof describeStore>
export type SubscriptionDescription = ReturnType<typeof describeSubscription>
export type NotificationDescription = ReturnType<typeof describeNotification>

/** The whole state in plain words and ISO times, for tests and for the control page. */
export function describeStore(store: AppStore) {
  return {
    now: toIso(storeNow(store)),
    clock_offset_seconds: Math.round(store.state.clockOffset / 1000),
    subscriptions: store.state.subscriptions.map((subscription) => describeSubscription(store, subscription)),
    notifications: store.state.notifications.map(describeNotification),
  }
}

export function describeSubscription(store: AppStore, subscription: Subscription) {
  return {
    original_transaction_id: subscription.originalTransactionId,
    apple_account: subscription.appleAccount,
    app_account_token: subscription.appAccountToken,
    product_id: subscription.productId,
    auto_renew_product_id: subscription.autoRenewProductId,
    status: STATUS[subscription.status],
    will_renew: subscription.autoRenews,
    expires_at: toIso(subscription.expiresAt),
    grace_period_ends_at: subscription.graceEndsAt === null ? null : toIso(subscription.graceEndsAt),
    next_renewal_fails: subscription.billingFails,
    transactions: transactionsOf(store, subscription).map(describeTransaction),
  }
}

function describeTransaction(transaction: StoredTransaction) {
  return {
    transaction_id: transaction.transactionId,
    product_id: transaction.productId,
    reason: transaction.reason,
    purchased_at: toIso(transaction.purchasedAt),
    expires_at: toIso(transaction.expiresAt),
    is_upgraded: transaction.isUpgraded,
    revoked_at: transaction.revokedAt === null ? null : toIso(transaction.revokedAt),
    is_finished: transaction.isFinished,
  }
}

function describeNotification(notification: StoredNotification) {
  return {
    notification_uuid: notification.uuid,
    type: notification.type,
    subtype: notification.subtype,
    signed_at: toIso(notification.signedAt),
    original_transaction_id: notification.originalTransactionId,
    is_delivered: notification.isDelivered,
    attempts: notification.attempts.map(({ at, outcome }) => ({ at: toIso(at), outcome })),
    next_attempt_at: notification.nextAttemptAt === null ? null : toIso(notification.nextAttemptAt),
  }
}

function toIso(time: number): string {
  return new Date(time).toISOString()
}
