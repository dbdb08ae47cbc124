import { addMonths } from '../add-months.ts'
import { type AppStore, accountOf, addTransaction, latestTransaction, nextId } from '../app-store.ts'
import { priceIn } from '../catalogue.ts'
import { DAY } from '../durations.ts'
import { offerPrice } from '../offers.ts'
import type { Offer, StoredTransaction, Subscription } from '../store-state.ts'

export type Period = {
  productId: string
  reason: StoredTransaction['reason']
  purchasedAt: number
  /** true = the billing date moves to `purchasedAt`; false = the next month of the old billing date. */
  isNewAnchor: boolean
  offer: Offer | null
  at: number
}

/** Takes the money for a period: a new transaction, and a subscription that is active until the end of it. */
export function startPeriod(store: AppStore, subscription: Subscription, period: Period): StoredTransaction {
  if (period.productId !== subscription.productId) subscription.raisedPriceMilliunits = null
  moveEnd(subscription, period)
  subscription.productId = period.productId
  subscription.autoRenewProductId = period.productId
  subscription.autoRenews = true
  subscription.status = 1
  subscription.graceEndsAt = null
  subscription.expirationIntent = null
  subscription.nextOffer = null
  subscription.priceConsent = null
  const { storefront } = accountOf(store, subscription.appleAccount)
  const { priceMilliunits, currency } = priceIn(storefront, period.productId)
  const full = subscription.raisedPriceMilliunits ?? priceMilliunits
  return takeTransaction(store, subscription, {
    reason: period.reason,
    purchasedAt: period.purchasedAt,
    priceMilliunits: offerPrice(period.offer, full),
    currency,
    offer: period.offer,
    modifiedAt: period.at,
  })
}

/** A family member's part of the purchaser's newest period; they pay nothing for it. */
export function startSharedPeriod(
  store: AppStore,
  purchased: Subscription,
  share: Subscription,
  reason: StoredTransaction['reason'],
  at: number,
): StoredTransaction {
  copyState(purchased, share)
  const paid = latestTransaction(store, purchased)
  const { currency } = priceIn(accountOf(store, share.appleAccount).storefront, share.productId)
  return takeTransaction(store, share, {
    reason,
    purchasedAt: reason === 'RENEWAL' ? paid.purchasedAt : at,
    priceMilliunits: 0,
    currency,
    offer: null,
    modifiedAt: at,
  })
}

/** Months are counted from the anchor; a week moves it. */
function moveEnd(subscription: Subscription, { isNewAnchor, purchasedAt, offer }: Period): void {
  if (isNewAnchor) {
    subscription.anchorAt = purchasedAt
    subscription.periods = 0
  }
  if (offer?.period === 'P1W') {
    subscription.anchorAt = addMonths(subscription.anchorAt, subscription.periods) + 7 * DAY
    subscription.periods = 0
  } else {
    subscription.periods += offer?.period === 'P3M' ? 3 : 1
  }
  subscription.expiresAt = addMonths(subscription.anchorAt, subscription.periods)
}

type Taking = Pick<
  StoredTransaction,
  'reason' | 'purchasedAt' | 'priceMilliunits' | 'currency' | 'offer' | 'modifiedAt'
>

function takeTransaction(store: AppStore, subscription: Subscription, taking: Taking): StoredTransaction {
  const transactionId = nextId(store)
  // A subscription is called by its first transaction.
  if (subscription.originalTransactionId === '') subscription.originalTransactionId = transactionId
  const transaction: StoredTransaction = {
    transactionId,
    originalTransactionId: subscription.originalTransactionId,
    webOrderLineItemId: nextId(store),
    appleAccount: subscription.appleAccount,
    type: 'Auto-Renewable Subscription',
    ownership: subscription.ownership,
    productId: subscription.productId,
    originalPurchasedAt: subscription.originalPurchasedAt,
    expiresAt: subscription.expiresAt,
    appAccountToken: subscription.appAccountToken,
    storefront: accountOf(store, subscription.appleAccount).storefront,
    isUpgraded: false,
    revocation: null,
    isFinished: false,
    ...taking,
  }
  addTransaction(store, transaction)
  return transaction
}

/** A member cannot change any of this: it is the purchaser's. */
export function copyState(purchased: Subscription, share: Subscription): void {
  share.productId = purchased.productId
  share.autoRenewProductId = purchased.autoRenewProductId
  share.autoRenews = purchased.autoRenews
  share.status = purchased.status
  share.expiresAt = purchased.expiresAt
  share.startedAt = purchased.startedAt
  share.graceEndsAt = purchased.graceEndsAt
  share.expirationIntent = purchased.expirationIntent
}
