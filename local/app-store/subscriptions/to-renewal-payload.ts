import type { JWSRenewalInfoDecodedPayload } from '@apple/app-store-server-library'
import { type AppStore, accountOf } from '../app-store.ts'
import { WIN_BACK_OFFER_IDS } from '../offers.ts'
import type { Subscription } from '../store-state.ts'
import { nextPrice } from './next-price.ts'
import { toOfferFields } from './to-transaction-payload.ts'

const EXPIRED = 2
const IN_BILLING_RETRY = 3
const IN_GRACE_PERIOD = 4

/** https://developer.apple.com/documentation/appstoreserverapi/jwsrenewalinfodecodedpayload */
export function toRenewalPayload(
  store: AppStore,
  subscription: Subscription,
  signedDate: number,
): JWSRenewalInfoDecodedPayload {
  const { status, priceConsent } = subscription
  const { priceMilliunits, currency } = nextPrice(store, subscription)
  return {
    originalTransactionId: subscription.originalTransactionId,
    productId: subscription.productId,
    autoRenewProductId: subscription.autoRenewProductId,
    autoRenewStatus: subscription.autoRenews ? 1 : 0,
    isInBillingRetryPeriod: status === IN_GRACE_PERIOD || status === IN_BILLING_RETRY,
    ...(subscription.graceEndsAt !== null && { gracePeriodExpiresDate: subscription.graceEndsAt }),
    ...(subscription.expirationIntent !== null && { expirationIntent: subscription.expirationIntent }),
    ...(priceConsent !== null && { priceIncreaseStatus: priceConsent === 'accepted' ? 1 : 0 }),
    ...toOfferFields(subscription.nextOffer),
    renewalDate: subscription.expiresAt,
    renewalPrice: priceMilliunits,
    currency,
    recentSubscriptionStartDate: subscription.startedAt,
    ...(isWinnable(subscription) && { eligibleWinBackOfferIds: [...WIN_BACK_OFFER_IDS] }),
    ...(subscription.appAccountToken && { appAccountToken: subscription.appAccountToken }),
    appTransactionId: accountOf(store, subscription.appleAccount).appTransactionId,
    signedDate,
    environment: store.environment,
  }
}

/** Only who paid once and left may be won back. */
export function isWinnable({ status, sharedFrom }: Subscription): boolean {
  return status === EXPIRED && sharedFrom === null
}
