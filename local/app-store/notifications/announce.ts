import { shareWithFamily } from '../accounts/share-with-family.ts'
import type { AppStore } from '../app-store.ts'
import type { Subscription } from '../store-state.ts'
import { type NotificationEvent, recordNotification } from './record-notification.ts'

/** Ends every change of a subscription: tells the app, plans what comes next, and lets the family follow. */
export function announce(store: AppStore, subscription: Subscription, event: NotificationEvent): void {
  recordNotification(store, subscription, event)
  store.index.due.update(subscription)
  shareWithFamily(store, subscription, event)
}
