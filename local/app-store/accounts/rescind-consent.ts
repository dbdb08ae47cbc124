import { type AppStore, accountOf } from '../app-store.ts'
import { recordAccountNotification } from '../notifications/record-notification.ts'

/** A parent takes the consent to use the app back. Purchases stay as they are at Apple; what follows is the app's to decide. */
export function rescindConsent(store: AppStore, appleAccount: string, at: number): void {
  const account = accountOf(store, appleAccount)
  account.consentRescindedAt = at
  recordAccountNotification(store, account, { type: 'RESCIND_CONSENT', at })
}
