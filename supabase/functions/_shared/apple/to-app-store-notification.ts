import { toEnvironmentFromAppStore } from '../domain/app-store-environment.ts'
import type { VerifiedNotification } from './verify-notification.ts'

/**
 * The notification as the inbox keeps it: once per `notificationUUID`, which stays the same when Apple sends it again. What
 * it says beside the transaction and the renewal is picked out for the database.
 */
export function toAppStoreNotification(notification: VerifiedNotification) {
  const { envelope } = notification
  return {
    environment: toEnvironmentFromAppStore(notification.environment),
    event_id: envelope.notificationUUID,
    event_type: envelope.notificationType,
    event_subtype: envelope.subtype ?? null,
    occurred_at: new Date(envelope.signedDate).toISOString(),
    store_status: envelope.data?.status ?? null,
    rescinded_consent: toRescindedConsent(notification),
    refund_request: toRefundRequest(notification),
    payload: decodePayload(notification),
  }
}
export type AppStoreNotification = ReturnType<typeof toAppStoreNotification>

/** A parent has withdrawn that their child may use the app: it says which Apple Account, by its app transaction. */
function toRescindedConsent({ envelope, appTransaction }: VerifiedNotification) {
  if (envelope.notificationType !== 'RESCIND_CONSENT' || !appTransaction) return null
  return { app_transaction_id: appTransaction.appTransactionId, at: new Date(envelope.signedDate).toISOString() }
}

/** Somebody wants their money back, and Apple asks what we know about it. */
function toRefundRequest({ envelope }: VerifiedNotification) {
  if (envelope.notificationType !== 'CONSUMPTION_REQUEST') return null
  return { reason: envelope.data?.consumptionRequestReason ?? null }
}

/** Decoded all the way: people can read it, and nothing signed, which is a proof of purchase for whoever has it, is kept. */
function decodePayload({ envelope, transaction, renewal, appTransaction }: VerifiedNotification) {
  return {
    ...envelope,
    ...(envelope.data && {
      data: {
        ...envelope.data,
        ...(transaction && { signedTransactionInfo: transaction }),
        ...(renewal && { signedRenewalInfo: renewal }),
      },
    }),
    ...(envelope.appData &&
      appTransaction && { appData: { ...envelope.appData, signedAppTransactionInfo: appTransaction } }),
  }
}
