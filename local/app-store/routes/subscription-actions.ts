import { type AppStore, latestTransaction } from '../app-store.ts'
import {
  declineRefund,
  findNewestRefund,
  findOlderPeriod,
  refundTransaction,
  reverseRefund,
} from '../purchases/refund.ts'
import { findRequestedTransaction } from '../purchases/request-refund.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'
import { cancelSubscription, resumeSubscription } from '../subscriptions/change-renewal.ts'
import { expireNow } from '../subscriptions/end-subscription.ts'
import { extendSubscription } from '../subscriptions/extend-subscription.ts'
import { raisePrice, raisePriceWithNotice } from '../subscriptions/raise-price.ts'
import { recoverBilling } from '../subscriptions/recover-billing.ts'
import { renewSubscription } from '../subscriptions/renew-subscription.ts'
import { requireLiving } from '../subscriptions/require-living.ts'
import { takeOffSale } from '../subscriptions/take-off-sale.ts'

type Action = (store: AppStore, subscription: Subscription, at: number) => void

const EXTENSION_DAYS = 30

/** What can be done to a subscription by hand, by the last part of its address. */
export const SUBSCRIPTION_ACTIONS = {
  cancel: cancelSubscription,
  resume: resumeSubscription,
  renew: renewSubscription,
  expire: expireNow,
  refund: (store, subscription, at) => refundTransaction(store, latestTransaction(store, subscription), at),
  'refund-part': refundUnusedPart,
  'refund-older-period': (store, subscription, at) =>
    refundTransaction(store, findOlderPeriod(store, subscription), at),
  'reverse-refund': (store, subscription, at) => reverseRefund(store, findNewestRefund(store, subscription), at),
  'decline-refund': (store, subscription, at) =>
    declineRefund(store, findRequestedTransaction(store, subscription.originalTransactionId), at),
  'extend-renewal': (store, subscription, at) => extendSubscription(store, subscription, EXTENSION_DAYS, at),
  'raise-price': raisePrice,
  'raise-price-with-notice': raisePriceWithNotice,
  'take-off-sale': takeOffSale,
  'fail-next-renewal': (store, subscription) => failNext(store, subscription, true),
  'fail-next-renewal-without-grace': (store, subscription) => failNext(store, subscription, false),
  'recover-billing': (store, subscription, at) => void recoverBilling(store, subscription, at),
} satisfies Record<string, Action>

export type SubscriptionAction = keyof typeof SUBSCRIPTION_ACTIONS

export function isSubscriptionAction(name: string): name is SubscriptionAction {
  return Object.hasOwn(SUBSCRIPTION_ACTIONS, name)
}

/** What can be done to a one-time purchase. */
export const PURCHASE_ACTIONS = {
  refund: (store, transaction, at) => refundTransaction(store, transaction, at),
  'reverse-refund': reverseRefund,
  'decline-refund': declineRefund,
} satisfies Record<string, (store: AppStore, transaction: StoredTransaction, at: number) => void>

export type PurchaseAction = keyof typeof PURCHASE_ACTIONS

export function isPurchaseAction(name: string): name is PurchaseAction {
  return Object.hasOwn(PURCHASE_ACTIONS, name)
}

function failNext(store: AppStore, subscription: Subscription, hasGracePeriod: boolean): void {
  requireLiving(subscription)
  subscription.billingFails = true
  subscription.hasGracePeriod = hasGracePeriod
  store.index.due.update(subscription)
}

/** As Apple does it with GRANT_PRORATED: the share of the period that is left, in thousandths of a percent. */
function refundUnusedPart(store: AppStore, subscription: Subscription, at: number): void {
  const transaction = latestTransaction(store, subscription)
  const { purchasedAt, expiresAt } = transaction
  const length = (expiresAt ?? purchasedAt) - purchasedAt
  const left = length > 0 ? Math.max(0, Math.min(1, ((expiresAt ?? purchasedAt) - at) / length)) : 0
  refundTransaction(store, transaction, at, { type: 'REFUND_PRORATED', percentage: Math.round(left * 100_000) })
}
