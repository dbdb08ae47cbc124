import type { JWSRenewalInfoDecodedPayload } from '@apple/app-store-server-library'
import { type AppStore, appTransactionIdOf } from '../app-store.ts'
import { requireProduct } from '../catalogue.ts'
import type { Subscription } from '../store-state.ts'

const IN_GRACE_PERIOD = 4
const IN_BILLING_RETRY = 3

/** https://developer.apple.com/documentation/appstoreserverapi/jwsrenewalinfodecodedpayload */
export function toRenewalPayload(
  store: AppStore,
  subscription: Subscription,
  signedDate: number,
): JWSRenewalInfoDecodedPayload {
  const next = requireProduct(subscription.autoRenewProductId)
  const isRetrying = subscription.status === IN_GRACE_PERIOD || subscription.status === IN_BILLING_RETRY
  return {
    originalTransactionId: subscription.originalTransactionId,
    productId: subscription.productId,
    autoRenewProductId: subscription.autoRenewProductId,
    autoRenewStatus: subscription.autoRenews ? 1 : 0,
    isInBillingRetryPeriod: isRetrying,
    ...(subscription.graceEndsAt !== null && { gracePeriodExpiresDate: subscription.graceEndsAt }),
    ...(subscription.expirationIntent !== null && { expirationIntent: subscription.expirationIntent }),
    renewalDate: subscription.expiresAt,
    renewalPrice: next.priceMilliunits,
    currency: next.currency,
    recentSubscriptionStartDate: subscription.startedAt,
    ...(subscription.appAccountToken && { appAccountToken: subscription.appAccountToken }),
    appTransactionId: appTransactionIdOf(store, subscription.appleAccount),
    signedDate,
    environment: 'Sandbox',
  }
}
