import type { AppStore } from '../app-store.ts'
import { announce } from '../notifications/announce.ts'
import { StoreError } from '../store-error.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'
import { requireOwn } from './require-living.ts'
import { startPeriod } from './start-period.ts'

/**
 * A retried payment went through. Within the grace period the billing date stays; afterwards it moves to the day of payment.
 * https://developer.apple.com/documentation/storekit/reducing-involuntary-subscriber-churn
 */
export function recoverBilling(store: AppStore, subscription: Subscription, at: number): StoredTransaction {
  requireOwn(subscription)
  const isInGrace = subscription.status === 4
  if (!isInGrace && subscription.status !== 3) {
    throw new StoreError('not_in_billing_retry', 'No renewal of this subscription has failed.', 409)
  }
  subscription.billingFails = false
  const transaction = startPeriod(store, subscription, {
    productId: subscription.autoRenewProductId,
    reason: 'RENEWAL',
    purchasedAt: isInGrace ? subscription.expiresAt : at,
    isNewAnchor: !isInGrace,
    offer: subscription.nextOffer,
    at,
  })
  announce(store, subscription, { type: 'DID_RENEW', subtype: 'BILLING_RECOVERY', at })
  return transaction
}
