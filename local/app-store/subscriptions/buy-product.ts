import { type AppStore, latestTransaction, subscriptionsOf } from '../app-store.ts'
import { findProduct, type Product, requireProduct } from '../catalogue.ts'
import { recordNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'
import { recoverBilling } from './recover-billing.ts'
import { startPeriod } from './start-period.ts'

export type Order = { appleAccount: string; productId: string; appAccountToken: string | null }

export type Sale = {
  outcome: 'purchased' | 'upgraded' | 'change_pending' | 'change_canceled' | 'recovered'
  subscription: Subscription
  transaction: StoredTransaction
}

/** What the App Store does when the payment sheet is confirmed. All products are one group: one subscription per account. */
export function buyProduct(store: AppStore, order: Order, at: number): Sale {
  const product = findProduct(order.productId)
  if (!product) throw new StoreError('product_not_found', 'This product is not for sale.', 404)
  const subscription = subscriptionsOf(store, order.appleAccount)[0]
  if (!subscription) return buyFirst(store, order, at)
  switch (subscription.status) {
    case 1:
      return buyWhileActive(store, subscription, product, order, at)
    case 3:
    case 4:
      return payWhatIsOwed(store, subscription, product, order, at)
    case 2:
    case 5:
      return buyAgain(store, subscription, order, at)
  }
}

function buyFirst(store: AppStore, order: Order, at: number): Sale {
  const subscription: Subscription = {
    originalTransactionId: '',
    appleAccount: order.appleAccount,
    appAccountToken: order.appAccountToken,
    productId: order.productId,
    autoRenewProductId: order.productId,
    autoRenews: true,
    status: 1,
    anchorAt: at,
    periods: 0,
    expiresAt: at,
    startedAt: at,
    originalPurchasedAt: at,
    billingFails: false,
    hasGracePeriod: true,
    graceEndsAt: null,
    expirationIntent: null,
  }
  const transaction = startPeriod(store, subscription, newPeriod(order, at))
  store.state.subscriptions.push(subscription)
  recordNotification(store, subscription, { type: 'SUBSCRIBED', subtype: 'INITIAL_BUY', at })
  return { outcome: 'purchased', subscription, transaction }
}

/** Apple keeps the originalTransactionId, whoever of the app's users is signed in by now. */
function buyAgain(store: AppStore, subscription: Subscription, order: Order, at: number): Sale {
  subscription.appAccountToken = order.appAccountToken
  subscription.startedAt = at
  subscription.billingFails = false
  const transaction = startPeriod(store, subscription, newPeriod(order, at))
  recordNotification(store, subscription, { type: 'SUBSCRIBED', subtype: 'RESUBSCRIBE', at })
  return { outcome: 'purchased', subscription, transaction }
}

function buyWhileActive(store: AppStore, subscription: Subscription, product: Product, order: Order, at: number): Sale {
  const current = requireProduct(subscription.productId)
  if (product.level < current.level) return upgrade(store, subscription, order, at)
  if (product.productId === subscription.autoRenewProductId) {
    throw new StoreError('already_subscribed', 'You’re currently subscribed to this.', 409)
  }
  return changeNextPeriod(store, subscription, product, at)
}

/** At once: a new period begins, the rest of the old one is refunded, and only the new transaction is announced. */
function upgrade(store: AppStore, subscription: Subscription, order: Order, at: number): Sale {
  latestTransaction(store, subscription).isUpgraded = true
  subscription.appAccountToken = order.appAccountToken
  const transaction = startPeriod(store, subscription, newPeriod(order, at))
  recordNotification(store, subscription, { type: 'DID_CHANGE_RENEWAL_PREF', subtype: 'UPGRADE', at })
  return { outcome: 'upgraded', subscription, transaction }
}

/** A lower level waits for the renewal; choosing the present one again takes such a choice back. */
function changeNextPeriod(store: AppStore, subscription: Subscription, product: Product, at: number): Sale {
  subscription.autoRenewProductId = product.productId
  subscription.autoRenews = true
  const isTakenBack = product.productId === subscription.productId
  const type = 'DID_CHANGE_RENEWAL_PREF'
  recordNotification(store, subscription, isTakenBack ? { type, at } : { type, subtype: 'DOWNGRADE', at })
  const transaction = latestTransaction(store, subscription)
  return { outcome: isTakenBack ? 'change_canceled' : 'change_pending', subscription, transaction }
}

/** A purchase with a card that works settles the failed renewal first. */
function payWhatIsOwed(store: AppStore, subscription: Subscription, product: Product, order: Order, at: number): Sale {
  const transaction = recoverBilling(store, subscription, at)
  if (product.productId === subscription.productId) return { outcome: 'recovered', subscription, transaction }
  return buyWhileActive(store, subscription, product, order, at)
}

function newPeriod(order: Order, at: number) {
  return { productId: order.productId, reason: 'PURCHASE', purchasedAt: at, isNewAnchor: true } as const
}
