import type { Environment } from '../../domain/subscription.ts'

/** One subscription as Apple sees it now. What is signed must be verified before it is believed. */
export type SubscriptionStatusAnswer = {
  originalTransactionId: string
  /** Apple's 1 to 5: see `toStatusFromAppStore`. */
  status: number
  signedTransaction: string
  signedRenewal: string
}

/** A notification that Apple sent, or tried to send: as it was signed then. */
export type SentNotification = {
  signedPayload: string
  /** At most six, with Apple's word for what came of each: `SUCCESS`, `TIMED_OUT`, … */
  sendAttempts: { attemptedAt: Date; result: string }[]
}

export type NotificationHistoryQuery = {
  startDate: Date
  endDate: Date
  onlyFailures?: boolean
  transactionId?: string
}

/**
 * What we tell Apple about a purchase that somebody wants refunded, only with that person's consent.
 * https://developer.apple.com/documentation/appstoreserverapi/consumptionrequest
 */
export type ConsumptionRequest = {
  customerConsented: true
  deliveryStatus:
    | 'DELIVERED'
    | 'UNDELIVERED_QUALITY_ISSUE'
    | 'UNDELIVERED_WRONG_ITEM'
    | 'UNDELIVERED_SERVER_OUTAGE'
    | 'UNDELIVERED_OTHER'
  sampleContentProvided: boolean
  /** In thousandths of a percent: 100000 when all of it was used. */
  consumptionPercentage?: number
  refundPreference?: 'DECLINE' | 'GRANT_FULL' | 'GRANT_PRORATED'
}

/** Any transaction id of a customer will do for what is read, original ones too. Everything throws `AppStoreServerApiError`. */
export interface AppStoreServerApi {
  /** All subscriptions of the customer, so one call covers the whole group. */
  readSubscriptionStatuses(environment: Environment, transactionId: string): Promise<SubscriptionStatusAnswer[]>
  /** Twenty at a time, oldest first; `revision` of the last answer leads to the next ones, also to those of later. */
  readTransactionHistory(
    environment: Environment,
    transactionId: string,
    revision: string | null,
  ): Promise<{ signedTransactions: string[]; revision: string | null; hasMore: boolean }>
  readTransaction(environment: Environment, transactionId: string): Promise<{ signedTransaction: string }>
  /** Twenty at a time, of the last 180 days; ask again with the same query until `paginationToken` is null. */
  readNotificationHistory(
    environment: Environment,
    query: NotificationHistoryQuery,
    paginationToken: string | null,
  ): Promise<{ notifications: SentNotification[]; paginationToken: string | null }>
  /** Has Apple send a notification of type TEST; gives the token that `readTestNotification` asks for. */
  requestTestNotification(environment: Environment): Promise<string>
  readTestNotification(environment: Environment, testNotificationToken: string): Promise<SentNotification>
  /** Writes our user's id into a purchase that was made without it. Only for an original id, and for no family member's. */
  setAppAccountToken(environment: Environment, originalTransactionId: string, token: string): Promise<void>
  sendConsumption(environment: Environment, transactionId: string, request: ConsumptionRequest): Promise<void>
}
