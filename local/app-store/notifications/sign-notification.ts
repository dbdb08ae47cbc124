import type { AppStore } from '../app-store.ts'
import type { SignPayload } from '../signing/create-payload-signer.ts'
import type { StoredNotification } from '../store-state.ts'

/** The envelope of App Store Server Notifications V2, its two inner payloads signed on their own. */
export async function signNotification(
  store: AppStore,
  notification: StoredNotification,
  sign: SignPayload,
): Promise<string> {
  const { transaction, renewal } = notification
  return sign({
    notificationType: notification.type,
    ...(notification.subtype && { subtype: notification.subtype }),
    notificationUUID: notification.uuid,
    data: {
      bundleId: store.bundleId,
      bundleVersion: '1',
      environment: 'Sandbox',
      ...(transaction && { signedTransactionInfo: await sign(transaction) }),
      ...(renewal && { signedRenewalInfo: await sign(renewal) }),
      ...(notification.status && { status: notification.status }),
    },
    version: '2.0',
    signedDate: notification.signedAt,
  })
}
