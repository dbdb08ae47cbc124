import type { Subscription } from '../store-state.ts'
import type { Order } from './buy-product.ts'

/** A subscription before its first period: it gets its id with the first transaction. */
export function createSubscription({ appleAccount, appAccountToken, productId }: Order, at: number): Subscription {
  return {
    originalTransactionId: '',
    appleAccount,
    ownership: 'PURCHASED',
    sharedFrom: null,
    appAccountToken,
    productId,
    autoRenewProductId: productId,
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
    nextOffer: null,
    raisedPriceMilliunits: null,
    priceConsent: null,
    isOffSale: false,
    renewedBeforeRefund: false,
    extendedAt: [],
  }
}
