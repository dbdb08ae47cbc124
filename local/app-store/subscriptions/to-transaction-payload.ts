import type { JWSTransactionDecodedPayload } from '@apple/app-store-server-library'
import { type AppStore, accountOf } from '../app-store.ts'
import { SUBSCRIPTION_GROUP } from '../catalogue.ts'
import type { Offer, StoredTransaction } from '../store-state.ts'
import { requireStorefront } from '../storefronts.ts'

/** https://developer.apple.com/documentation/appstoreserverapi/jwstransactiondecodedpayload */
export function toTransactionPayload(
  store: AppStore,
  transaction: StoredTransaction,
  signedDate: number,
): JWSTransactionDecodedPayload {
  return {
    transactionId: transaction.transactionId,
    originalTransactionId: transaction.originalTransactionId,
    webOrderLineItemId: transaction.webOrderLineItemId,
    bundleId: store.bundleId,
    productId: transaction.productId,
    ...(transaction.expiresAt !== null && {
      subscriptionGroupIdentifier: SUBSCRIPTION_GROUP.id,
      expiresDate: transaction.expiresAt,
    }),
    purchaseDate: transaction.purchasedAt,
    originalPurchaseDate: transaction.originalPurchasedAt,
    quantity: 1,
    type: transaction.type,
    ...(transaction.appAccountToken && { appAccountToken: transaction.appAccountToken }),
    inAppOwnershipType: transaction.ownership,
    signedDate,
    ...toRevocationFields(transaction),
    // Apple sends the field only when it is true.
    ...(transaction.isUpgraded && { isUpgraded: true }),
    ...toOfferFields(transaction.offer),
    environment: store.environment,
    transactionReason: transaction.reason,
    storefront: transaction.storefront,
    storefrontId: requireStorefront(transaction.storefront).id,
    price: transaction.priceMilliunits,
    currency: transaction.currency,
    appTransactionId: accountOf(store, transaction.appleAccount).appTransactionId,
  }
}

/** The same names in a transaction and in renewal info. */
export function toOfferFields(offer: Offer | null) {
  if (!offer) return {}
  return {
    offerType: offer.type,
    ...(offer.identifier !== null && { offerIdentifier: offer.identifier }),
    offerDiscountType: offer.discountType,
    offerPeriod: offer.period,
  }
}

function toRevocationFields({ revocation }: StoredTransaction) {
  if (!revocation) return {}
  return {
    revocationReason: revocation.reason,
    revocationDate: revocation.at,
    revocationType: revocation.type,
    revocationPercentage: revocation.percentage,
  }
}
