import { familyOf } from '../accounts/family.ts'
import { type AppStore, storeNow } from '../app-store.ts'
import type { Account, Ask, RefundRequest, StoredNotification, StoredTransaction } from '../store-state.ts'
import { describeSubscription, describeTransaction } from './describe-subscription.ts'
import { toIso, toIsoOrNull } from './to-iso.ts'

export type { SubscriptionDescription } from './describe-subscription.ts'
export type StoreDescription = ReturnType<typeof describeStore>
export type NotificationDescription = ReturnType<typeof describeNotification>
export type AccountDescription = ReturnType<typeof describeAccount>
export type PurchaseDescription = ReturnType<typeof describePurchase>

/** The whole state in plain words and ISO times, for tests and for the control page. */
export function describeStore(store: AppStore) {
  const { state } = store
  return {
    now: toIso(storeNow(store)),
    clock_offset_seconds: Math.round(state.clockOffset / 1000),
    accounts: state.accounts.map((account) => describeAccount(store, account)),
    families: state.families,
    subscriptions: state.subscriptions.map((subscription) => describeSubscription(store, subscription)),
    purchases: state.transactions.filter(({ type }) => type === 'Non-Consumable').map(describePurchase),
    pending_purchases: state.asks.map(describeAsk),
    refund_requests: state.refundRequests.map(describeRefundRequest),
    products_off_sale: state.offSale,
    faults: describeFaults(store),
    notifications: state.notifications.map(describeNotification),
  }
}

function describeAccount(store: AppStore, account: Account) {
  return {
    apple_account: account.name,
    app_transaction_id: account.appTransactionId,
    storefront: account.storefront,
    asks_to_buy: account.asksToBuy,
    family_organizer: familyOf(store, account.name)?.organizer ?? null,
    consent_rescinded_at: toIsoOrNull(account.consentRescindedAt),
  }
}

function describePurchase(transaction: StoredTransaction) {
  return {
    ...describeTransaction(transaction),
    apple_account: transaction.appleAccount,
    app_account_token: transaction.appAccountToken,
  }
}

function describeAsk({ appleAccount, productId, askedAt }: Ask) {
  return { apple_account: appleAccount, product_id: productId, asked_at: toIso(askedAt) }
}

function describeRefundRequest(request: RefundRequest) {
  return {
    transaction_id: request.transactionId,
    reason: request.reason,
    requested_at: toIso(request.requestedAt),
    answer: request.answer,
    answered_at: toIsoOrNull(request.answeredAt),
    decision: request.decision,
  }
}

function describeFaults({ state: { faults } }: AppStore) {
  return {
    drop: faults.drop,
    double: faults.double,
    fail: faults.fail,
    fail_status: faults.failStatus,
    delay_hours: faults.delayHours,
    shuffle_hours: faults.shuffleHours,
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
    next_attempt_at: toIsoOrNull(notification.nextAttemptAt),
  }
}
