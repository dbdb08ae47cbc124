import type { AppStore } from '../app-store.ts'
import type { SignPayload } from '../signing/create-payload-signer.ts'
import type { StoredNotification } from '../store-state.ts'

/** The envelope of App Store Server Notifications V2, its inner payloads signed on their own. */
export async function signNotification(
  store: AppStore,
  notification: StoredNotification,
  sign: SignPayload,
): Promise<string> {
  return sign({
    notificationType: notification.type,
    ...(notification.subtype && { subtype: notification.subtype }),
    notificationUUID: notification.uuid,
    ...(await toContent(store, notification, sign)),
    version: '2.0',
    signedDate: notification.signedAt,
  })
}

/** Exactly one of `appData`, `summary` and `data`. */
async function toContent(store: AppStore, notification: StoredNotification, sign: SignPayload): Promise<object> {
  const { appTransaction, summary, transaction, renewal, status, consumptionRequestReason } = notification
  const app = {
    ...(store.appAppleId !== null && { appAppleId: store.appAppleId }),
    bundleId: store.bundleId,
    environment: store.environment,
  }
  if (appTransaction) return { appData: { ...app, signedAppTransactionInfo: await sign(appTransaction) } }
  if (summary) return { summary: { ...app, ...summary } }
  return {
    data: {
      ...app,
      bundleVersion: '1',
      ...(transaction && { signedTransactionInfo: await sign(transaction) }),
      ...(renewal && { signedRenewalInfo: await sign(renewal) }),
      ...(status && { status }),
      ...(consumptionRequestReason && { consumptionRequestReason }),
    },
  }
}
