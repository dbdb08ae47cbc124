import { type AppStore, transactionsOf } from '../app-store.ts'
import type { Offer, StoredTransaction, Subscription } from '../store-state.ts'
import { nextPrice } from '../subscriptions/next-price.ts'
import { toIso, toIsoOrNull } from './to-iso.ts'

const STATUS = { 1: 'active', 2: 'expired', 3: 'in_billing_retry', 4: 'in_grace_period', 5: 'revoked' } as const
const OFFER_TYPE = { 1: 'introductory', 2: 'promotional', 3: 'offer_code', 4: 'win_back' } as const

export type SubscriptionDescription = ReturnType<typeof describeSubscription>
export type TransactionDescription = ReturnType<typeof describeTransaction>

export function describeSubscription(store: AppStore, subscription: Subscription) {
  const transactions = transactionsOf(store, subscription.originalTransactionId)
  const { priceMilliunits, currency } = nextPrice(store, subscription)
  return {
    original_transaction_id: subscription.originalTransactionId,
    apple_account: subscription.appleAccount,
    app_account_token: subscription.appAccountToken,
    ownership: subscription.ownership === 'PURCHASED' ? ('purchased' as const) : ('family_shared' as const),
    product_id: subscription.productId,
    auto_renew_product_id: subscription.autoRenewProductId,
    status: STATUS[subscription.status],
    will_renew: subscription.autoRenews,
    expires_at: toIso(subscription.expiresAt),
    grace_period_ends_at: toIsoOrNull(subscription.graceEndsAt),
    next_renewal_fails: subscription.billingFails,
    offer: describeOffer(transactions.at(-1)?.offer ?? null),
    next_offer: describeOffer(subscription.nextOffer),
    price_consent: subscription.priceConsent,
    renewal_price_milliunits: priceMilliunits,
    currency,
    is_off_sale: subscription.isOffSale,
    transactions: transactions.map(describeTransaction),
  }
}

/** One that is owned for good has no end. */
export function describeTransaction(transaction: StoredTransaction) {
  return {
    transaction_id: transaction.transactionId,
    product_id: transaction.productId,
    reason: transaction.reason,
    purchased_at: toIso(transaction.purchasedAt),
    expires_at: toIsoOrNull(transaction.expiresAt),
    price_milliunits: transaction.priceMilliunits,
    currency: transaction.currency,
    offer: describeOffer(transaction.offer),
    is_upgraded: transaction.isUpgraded,
    revoked_at: toIsoOrNull(transaction.revocation?.at ?? null),
    is_finished: transaction.isFinished,
  }
}

function describeOffer(offer: Offer | null) {
  if (!offer) return null
  return {
    type: OFFER_TYPE[offer.type],
    id: offer.identifier,
    is_free: offer.discountType === 'FREE_TRIAL',
    period: offer.period,
  }
}
