import type { JWSTransactionDecodedPayload } from '@apple/app-store-server-library'
import { type AppStore, appTransactionIdOf } from '../app-store.ts'
import { requireProduct, STOREFRONT, SUBSCRIPTION_GROUP } from '../catalogue.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'

/** https://developer.apple.com/documentation/appstoreserverapi/jwstransactiondecodedpayload */
export function toTransactionPayload(
  store: AppStore,
  subscription: Subscription,
  transaction: StoredTransaction,
  signedDate: number,
): JWSTransactionDecodedPayload {
  const product = requireProduct(transaction.productId)
  return {
    transactionId: transaction.transactionId,
    originalTransactionId: transaction.originalTransactionId,
    webOrderLineItemId: transaction.webOrderLineItemId,
    bundleId: store.bundleId,
    productId: transaction.productId,
    subscriptionGroupIdentifier: SUBSCRIPTION_GROUP.id,
    purchaseDate: transaction.purchasedAt,
    originalPurchaseDate: subscription.originalPurchasedAt,
    expiresDate: transaction.expiresAt,
    quantity: 1,
    type: 'Auto-Renewable Subscription',
    ...(transaction.appAccountToken && { appAccountToken: transaction.appAccountToken }),
    inAppOwnershipType: 'PURCHASED',
    signedDate,
    ...(transaction.revokedAt !== null && {
      revocationReason: 0,
      revocationDate: transaction.revokedAt,
      revocationType: 'REFUND_FULL',
    }),
    // Apple sends the field only when it is true.
    ...(transaction.isUpgraded && { isUpgraded: true }),
    environment: 'Sandbox',
    transactionReason: transaction.reason,
    storefront: STOREFRONT.code,
    storefrontId: STOREFRONT.id,
    price: product.priceMilliunits,
    currency: product.currency,
    appTransactionId: appTransactionIdOf(store, subscription.appleAccount),
  }
}
