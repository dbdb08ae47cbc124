import { type AppStore, addRefundRequest, transactionsOf } from '../app-store.ts'
import { HOUR } from '../durations.ts'
import { recordNotification, recordPurchaseNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import type { RefundRequest, StoredTransaction } from '../store-state.ts'

/** Apple waits twelve hours for the app's answer, and then asks again under a new notificationUUID. */
const REPEATED_AFTER = 12 * HOUR

/** Somebody asks for money back: Apple asks the app how the purchase was used. */
export function requestRefund(store: AppStore, transaction: StoredTransaction, reason: string, at: number): void {
  if (transaction.ownership !== 'PURCHASED') {
    throw new StoreError('family_shared', 'Only who bought it can ask for a refund.', 409)
  }
  if (transaction.revocation !== null) throw new StoreError('already_refunded', 'This was already refunded.', 409)
  if (isOpen(store.index.refundRequests.get(transaction.transactionId))) {
    throw new StoreError('refund_already_requested', 'A refund was already requested.', 409)
  }
  const request: RefundRequest = {
    transactionId: transaction.transactionId,
    reason,
    requestedAt: at,
    nextNoticeAt: at + REPEATED_AFTER,
    answer: null,
    answeredAt: null,
    decision: null,
  }
  addRefundRequest(store, request)
  askAboutConsumption(store, request, at)
}

/** At `nextNoticeAt`: nobody answered so far. */
export function repeatConsumptionRequest(store: AppStore, request: RefundRequest): void {
  const at = request.nextNoticeAt
  if (at === null) return
  request.nextNoticeAt = at + REPEATED_AFTER
  askAboutConsumption(store, request, at)
}

/** The app's Send Consumption Information: Apple asks no more and decides on its own time. */
export function answerRefundRequest(
  store: AppStore,
  transactionId: string,
  answer: Record<string, unknown>,
  at: number,
): boolean {
  const request = store.index.refundRequests.get(transactionId)
  if (!request || !isOpen(request)) return false
  request.answer = answer
  request.answeredAt = at
  request.nextNoticeAt = null
  store.index.due.update(request)
  return true
}

export function requireOpenRefundRequest(store: AppStore, transactionId: string): RefundRequest {
  const request = store.index.refundRequests.get(transactionId)
  if (!request || !isOpen(request)) throw new StoreError('no_refund_request', 'Nobody asked for a refund of this.', 409)
  return request
}

/** Of a subscription: the transaction whose refund waits for a decision. */
export function findRequestedTransaction(store: AppStore, originalTransactionId: string): StoredTransaction {
  const found = transactionsOf(store, originalTransactionId).find(({ transactionId }) =>
    isOpen(store.index.refundRequests.get(transactionId)),
  )
  if (!found) throw new StoreError('no_refund_request', 'Nobody asked for a refund of this.', 409)
  return found
}

/** Nothing happens when nobody asked: Apple refunds without being asked, too. */
export function decideRefundRequest(store: AppStore, transactionId: string, decision: 'refunded' | 'declined'): void {
  const request = store.index.refundRequests.get(transactionId)
  if (!request || !isOpen(request)) return
  request.decision = decision
  request.nextNoticeAt = null
  store.index.due.update(request)
}

function isOpen(request: RefundRequest | undefined): boolean {
  return request !== undefined && request.decision === null
}

function askAboutConsumption(store: AppStore, request: RefundRequest, at: number): void {
  const transaction = store.index.transactions.get(request.transactionId)
  if (!transaction) return
  const event = { type: 'CONSUMPTION_REQUEST', consumptionRequestReason: request.reason, transaction, at }
  const subscription = store.index.subscriptions.get(transaction.originalTransactionId)
  if (subscription) recordNotification(store, subscription, event)
  else recordPurchaseNotification(store, transaction, event)
}
