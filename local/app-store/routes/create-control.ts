import { addMonths } from '../add-months.ts'
import { type AppStore, storeNow } from '../app-store.ts'
import { SECOND } from '../durations.ts'
import type { Delivery } from '../notifications/create-delivery.ts'
import { recordTestNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import { applyDueEvents } from '../subscriptions/apply-due-events.ts'
import { describeStore, type StoreDescription } from './describe-store.ts'
import { requireSubscription } from './require-subscription.ts'
import { SUBSCRIPTION_ACTIONS, type SubscriptionAction } from './subscription-actions.ts'

export type Advance = { seconds?: number | undefined; months?: number | undefined }

/** Every call answers only after due work is done and every notification so far was attempted: tests need no sleeps. */
export type StoreControl = {
  advance: (by: Advance) => Promise<StoreDescription>
  settle: () => Promise<StoreDescription>
  act: (originalTransactionId: string, action: SubscriptionAction) => Promise<StoreDescription>
  sendTestNotification: () => Promise<StoreDescription>
  resend: (notificationUuid: string) => Promise<StoreDescription>
  describe: () => StoreDescription
}

export type ControlParts = {
  store: AppStore
  delivery: Delivery
  save: () => void
  catchUp: () => Promise<void>
}

export function createControl({ store, delivery, save, catchUp }: ControlParts): StoreControl {
  async function settle(): Promise<StoreDescription> {
    await catchUp()
    save()
    return describeStore(store)
  }

  return {
    settle,
    describe: () => describeStore(store),
    async advance({ seconds = 0, months = 0 }) {
      const now = storeNow(store)
      store.state.clockOffset += addMonths(now, months) - now + seconds * SECOND
      return settle()
    },
    async act(originalTransactionId, action) {
      const now = storeNow(store)
      applyDueEvents(store, now)
      SUBSCRIPTION_ACTIONS[action](store, requireSubscription(store, originalTransactionId), now)
      return settle()
    },
    async sendTestNotification() {
      recordTestNotification(store, storeNow(store))
      return settle()
    },
    async resend(uuid) {
      const notification = store.state.notifications.find((candidate) => candidate.uuid === uuid)
      if (!notification) throw new StoreError('notification_not_found', 'There is no such notification.', 404)
      await delivery.sendAgain(notification)
      return settle()
    },
  }
}
