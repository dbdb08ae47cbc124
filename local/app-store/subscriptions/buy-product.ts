import {
  type AppStore,
  addSubscription,
  latestTransaction,
  ownSubscriptionOf,
  transactionsOfAccount,
} from '../app-store.ts'
import { type Product, requireProduct } from '../catalogue.ts'
import { announce } from '../notifications/announce.ts'
import { INTRODUCTORY_OFFER, toOffer } from '../offers.ts'
import { StoreError } from '../store-error.ts'
import type { Offer, StoredTransaction, Subscription } from '../store-state.ts'
import { createSubscription } from './create-subscription.ts'
import { recoverBilling } from './recover-billing.ts'
import { startPeriod } from './start-period.ts'

export type Order = {
  appleAccount: string
  productId: string
  appAccountToken: string | null
  /** Chosen in the app or typed as a code; the introductory offer comes by itself. */
  offer: Offer | null
  allowsIntroductoryOffer: boolean
  /** In the App Store or by an offer code: the app had no say, so there is no token. */
  isOutsideTheApp: boolean
}

export type Sale = {
  outcome: 'purchased' | 'upgraded' | 'change_pending' | 'change_canceled' | 'recovered' | 'offer_pending'
  /** null for a one-time purchase. */
  subscription: Subscription | null
  transaction: StoredTransaction
}

/** What the App Store does when the payment sheet is confirmed. All products are one group: one subscription per account. */
export function buySubscription(store: AppStore, order: Order, at: number): Sale {
  const product = requireProduct(order.productId)
  const subscription = ownSubscriptionOf(store, order.appleAccount)
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

/** Once in a lifetime of an Apple Account, whatever became of that subscription. */
export function isEligibleForIntroductoryOffer(store: AppStore, appleAccount: string): boolean {
  return !transactionsOfAccount(store, appleAccount).some(({ offer }) => offer?.type === INTRODUCTORY_OFFER.type)
}

function buyFirst(store: AppStore, order: Order, at: number): Sale {
  const subscription = createSubscription(order, at)
  const transaction = startPeriod(store, subscription, newPeriod(store, order, at))
  addSubscription(store, subscription)
  announce(store, subscription, { type: 'SUBSCRIBED', subtype: 'INITIAL_BUY', at })
  return { outcome: 'purchased', subscription, transaction }
}

/** Apple keeps the originalTransactionId, whoever of the app's users is signed in by now. */
function buyAgain(store: AppStore, subscription: Subscription, order: Order, at: number): Sale {
  subscription.appAccountToken = order.appAccountToken
  subscription.startedAt = at
  subscription.billingFails = false
  subscription.isOffSale = false
  subscription.raisedPriceMilliunits = null
  const transaction = startPeriod(store, subscription, newPeriod(store, order, at))
  announce(store, subscription, { type: 'SUBSCRIBED', subtype: 'RESUBSCRIBE', at })
  return { outcome: 'purchased', subscription, transaction }
}

function buyWhileActive(store: AppStore, subscription: Subscription, product: Product, order: Order, at: number): Sale {
  if (levelOf(product) < levelOf(requireProduct(subscription.productId))) {
    return upgrade(store, subscription, order, at)
  }
  if (product.productId === subscription.productId && order.offer) {
    return redeemForNextPeriod(store, subscription, order.offer, at)
  }
  if (product.productId === subscription.autoRenewProductId) {
    throw new StoreError('already_subscribed', 'You’re currently subscribed to this.', 409)
  }
  return changeNextPeriod(store, subscription, product, order.offer, at)
}

function levelOf({ level }: Product): number {
  return level ?? Number.POSITIVE_INFINITY
}

/** At once: a new period begins, the rest of the old one is refunded, and only the new transaction is announced. */
function upgrade(store: AppStore, subscription: Subscription, order: Order, at: number): Sale {
  const old = latestTransaction(store, subscription)
  old.isUpgraded = true
  old.modifiedAt = at
  // A token that the app has set stays when the change is made where the app has no say.
  if (!order.isOutsideTheApp) subscription.appAccountToken = order.appAccountToken
  subscription.isOffSale = false
  const transaction = startPeriod(store, subscription, newPeriod(store, order, at))
  const type = order.offer ? 'OFFER_REDEEMED' : 'DID_CHANGE_RENEWAL_PREF'
  announce(store, subscription, { type, subtype: 'UPGRADE', at })
  return { outcome: 'upgraded', subscription, transaction }
}

/** The same product: the offer begins where the paid period ends. */
function redeemForNextPeriod(store: AppStore, subscription: Subscription, offer: Offer, at: number): Sale {
  subscription.nextOffer = offer
  subscription.autoRenewProductId = subscription.productId
  renewAgain(subscription)
  announce(store, subscription, { type: 'OFFER_REDEEMED', at })
  return { outcome: 'offer_pending', subscription, transaction: latestTransaction(store, subscription) }
}

/** A lower level waits for the renewal; choosing the present one again takes such a choice back. */
function changeNextPeriod(
  store: AppStore,
  subscription: Subscription,
  product: Product,
  offer: Offer | null,
  at: number,
): Sale {
  subscription.autoRenewProductId = product.productId
  subscription.nextOffer = offer
  subscription.isOffSale = false
  renewAgain(subscription)
  const isTakenBack = product.productId === subscription.productId
  const type = offer ? 'OFFER_REDEEMED' : 'DID_CHANGE_RENEWAL_PREF'
  announce(store, subscription, isTakenBack ? { type, at } : { type, subtype: 'DOWNGRADE', at })
  const transaction = latestTransaction(store, subscription)
  return { outcome: isTakenBack ? 'change_canceled' : 'change_pending', subscription, transaction }
}

/** Who chooses what comes next wants that it comes. */
function renewAgain(subscription: Subscription): void {
  subscription.autoRenews = true
  subscription.expirationIntent = null
}

/** A purchase with a card that works settles the failed renewal first. */
function payWhatIsOwed(store: AppStore, subscription: Subscription, product: Product, order: Order, at: number): Sale {
  const transaction = recoverBilling(store, subscription, at)
  const isTheSame = product.productId === subscription.productId
  if (isTheSame && !order.offer) return { outcome: 'recovered', subscription, transaction }
  return buyWhileActive(store, subscription, product, order, at)
}

function newPeriod(store: AppStore, order: Order, at: number) {
  const isIntroduced =
    order.offer === null &&
    order.allowsIntroductoryOffer &&
    INTRODUCTORY_OFFER.productIds.includes(order.productId) &&
    isEligibleForIntroductoryOffer(store, order.appleAccount)
  return {
    productId: order.productId,
    reason: 'PURCHASE',
    purchasedAt: at,
    isNewAnchor: true,
    offer: isIntroduced ? toOffer(INTRODUCTORY_OFFER) : order.offer,
    at,
  } as const
}
