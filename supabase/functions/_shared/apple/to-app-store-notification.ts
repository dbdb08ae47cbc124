import { toEnvironmentFromAppStore } from '../domain/app-store-environment.ts'
import type { VerifiedNotification } from './verify-notification.ts'

/** The notification as the inbox keeps it: once per `notificationUUID`, which stays the same when Apple sends it again. */
export function toAppStoreNotification(notification: VerifiedNotification) {
  const { envelope } = notification
  return {
    environment: toEnvironmentFromAppStore(notification.environment),
    event_id: envelope.notificationUUID,
    event_type: envelope.notificationType,
    event_subtype: envelope.subtype ?? null,
    occurred_at: new Date(envelope.signedDate).toISOString(),
    payload: decodePayload(notification),
  }
}
export type AppStoreNotification = ReturnType<typeof toAppStoreNotification>

/** Decoded all the way: people can read it, and no signed transaction, which is a proof of purchase for whoever has it, is kept. */
function decodePayload({ envelope, transaction, renewal }: VerifiedNotification) {
  if (!envelope.data) return envelope
  return {
    ...envelope,
    data: {
      ...envelope.data,
      ...(transaction && { signedTransactionInfo: transaction }),
      ...(renewal && { signedRenewalInfo: renewal }),
    },
  }
}
