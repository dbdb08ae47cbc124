import { rescindConsent } from '../accounts/rescind-consent.ts'
import { setFamily } from '../accounts/set-family.ts'
import { addMonths } from '../add-months.ts'
import { type AppStore, storeNow } from '../app-store.ts'
import { SECOND } from '../durations.ts'
import type { Delivery } from '../notifications/create-delivery.ts'
import { recordTestNotification } from '../notifications/record-notification.ts'
import { type AskAnswer, answerAsks } from '../purchases/answer-asks.ts'
import { buyOutsideTheApp } from '../purchases/redeem-offer-code.ts'
import { StoreError } from '../store-error.ts'
import type { Family, Faults } from '../store-state.ts'
import { applyDueEvents } from '../subscriptions/apply-due-events.ts'
import { setOnSale } from '../subscriptions/take-off-sale.ts'
import { describeStore, type StoreDescription } from './describe-store.ts'
import { requireSubscription, requireTransaction } from './require-subscription.ts'
import {
  PURCHASE_ACTIONS,
  type PurchaseAction,
  SUBSCRIPTION_ACTIONS,
  type SubscriptionAction,
} from './subscription-actions.ts'

export type Advance = { seconds?: number | undefined; months?: number | undefined }

/**
 * Every call answers only after due work is done and every notification that is due was attempted: tests need no sleeps.
 * None describes the store on its own: with thousands of subscriptions that is asked for once, at the end.
 */
export type StoreControl = {
  advance: (by: Advance) => Promise<void>
  settle: () => Promise<void>
  act: (originalTransactionId: string, action: SubscriptionAction) => Promise<void>
  /** On a one-time purchase. */
  actOnPurchase: (transactionId: string, action: PurchaseAction) => Promise<void>
  answerAsks: (answer: AskAnswer) => Promise<void>
  setFamily: (family: Family) => Promise<void>
  rescindConsent: (appleAccount: string) => Promise<void>
  buyOutsideTheApp: (appleAccount: string, productId: string) => Promise<void>
  setOnSale: (productId: string, isOnSale: boolean) => Promise<void>
  /** What is not named stays as it is. */
  setFaults: (faults: Partial<Faults>) => Promise<void>
  sendTestNotification: () => Promise<void>
  resend: (notificationUuid: string) => Promise<void>
  describe: () => StoreDescription
}

export type ControlParts = {
  store: AppStore
  delivery: Delivery
  save: () => void
  catchUp: () => Promise<void>
}

export function createControl({ store, delivery, save, catchUp }: ControlParts): StoreControl {
  async function settle(): Promise<void> {
    await catchUp()
    save()
  }

  async function change(work: (now: number) => unknown): Promise<void> {
    const now = storeNow(store)
    applyDueEvents(store, now)
    work(now)
    await settle()
  }

  return {
    settle,
    describe: () => describeStore(store),
    async advance({ seconds = 0, months = 0 }) {
      const now = storeNow(store)
      store.state.clockOffset += addMonths(now, months) - now + seconds * SECOND
      await settle()
    },
    act: (id, action) => change((now) => SUBSCRIPTION_ACTIONS[action](store, requireSubscription(store, id), now)),
    actOnPurchase: (id, action) => change((now) => PURCHASE_ACTIONS[action](store, requirePurchase(store, id), now)),
    answerAsks: (answer) => change((now) => answerAsks(store, answer, now)),
    setFamily: (family) => change((now) => setFamily(store, family, now)),
    rescindConsent: (appleAccount) => change((now) => rescindConsent(store, appleAccount, now)),
    buyOutsideTheApp: (appleAccount, productId) =>
      change((now) => buyOutsideTheApp(store, appleAccount, productId, now)),
    setOnSale: (productId, isOnSale) => change(() => setOnSale(store, productId, isOnSale)),
    setFaults: (faults) => change(() => Object.assign(store.state.faults, faults)),
    sendTestNotification: () => change((now) => recordTestNotification(store, now)),
    async resend(uuid) {
      const notification = store.index.notifications.get(uuid)
      if (!notification) throw new StoreError('notification_not_found', 'There is no such notification.', 404)
      await delivery.sendAgain(notification)
      await settle()
    },
  }
}

function requirePurchase(store: AppStore, transactionId: string) {
  const transaction = requireTransaction(store, transactionId)
  if (transaction.type === 'Non-Consumable') return transaction
  throw new StoreError('transaction_not_found', 'There is no such one-time purchase.', 404)
}
