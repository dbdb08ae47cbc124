import { z } from 'zod'
import { toEnvironmentFromAppStore } from '../domain/app-store-environment.ts'
import { toOwnershipFromAppStore } from '../domain/app-store-ownership.ts'
import { toWillRenewFromAppStore } from '../domain/app-store-renewal.ts'
import type { AppStoreRenewal } from './renewal-schema.ts'
import type { AppStoreTransaction } from './transaction-schema.ts'
import type { Purchase } from './verify-purchase.ts'

/**
 * What Apple signed, as the SQL functions take it: snake_case JSON, times in ISO 8601. Throws `UnknownStoreValueError` for a
 * value that decides about access and is new to us.
 */
export function toAppStoreFacts({ transaction, renewal }: Purchase) {
  return { transaction: transaction && toTransactionFact(transaction), renewal: renewal && toRenewalFact(renewal) }
}
export type AppStoreFacts = ReturnType<typeof toAppStoreFacts>

function toTransactionFact(transaction: AppStoreTransaction) {
  return {
    transaction_id: transaction.transactionId,
    original_transaction_id: transaction.originalTransactionId,
    web_order_line_item_id: transaction.webOrderLineItemId ?? null,
    product_id: transaction.productId,
    subscription_group_id: transaction.subscriptionGroupIdentifier ?? null,
    type: transaction.type,
    environment: toEnvironmentFromAppStore(transaction.environment),
    purchased_at: toIso(transaction.purchaseDate),
    original_purchased_at: toIso(transaction.originalPurchaseDate),
    expires_at: toIsoOrNull(transaction.expiresDate),
    revoked_at: toIsoOrNull(transaction.revocationDate),
    revocation_reason: transaction.revocationReason ?? null,
    revocation_type: transaction.revocationType ?? null,
    revocation_percentage: transaction.revocationPercentage ?? null,
    is_upgraded: transaction.isUpgraded ?? false,
    ownership: toOwnershipFromAppStore(transaction.inAppOwnershipType),
    app_account_token: toUuid(transaction.appAccountToken),
    app_transaction_id: transaction.appTransactionId ?? null,
    offer_type: transaction.offerType ?? null,
    offer_identifier: transaction.offerIdentifier ?? null,
    offer_discount_type: transaction.offerDiscountType ?? null,
    offer_period: transaction.offerPeriod ?? null,
    transaction_reason: transaction.transactionReason ?? null,
    quantity: transaction.quantity ?? null,
    price_milliunits: transaction.price ?? null,
    currency: transaction.currency?.toLowerCase() ?? null,
    storefront: transaction.storefront ?? null,
    storefront_id: transaction.storefrontId ?? null,
    signed_at: toIso(transaction.signedDate),
  }
}

function toRenewalFact(renewal: AppStoreRenewal) {
  return {
    original_transaction_id: renewal.originalTransactionId,
    environment: toEnvironmentFromAppStore(renewal.environment),
    product_id: renewal.productId,
    auto_renew_product_id: renewal.autoRenewProductId ?? null,
    will_renew: toWillRenewFromAppStore(renewal.autoRenewStatus),
    is_in_billing_retry: renewal.isInBillingRetryPeriod ?? null,
    grace_period_ends_at: toIsoOrNull(renewal.gracePeriodExpiresDate),
    expiration_intent: renewal.expirationIntent ?? null,
    renews_at: toIsoOrNull(renewal.renewalDate),
    renewal_price_milliunits: renewal.renewalPrice ?? null,
    currency: renewal.currency?.toLowerCase() ?? null,
    price_increase_status: renewal.priceIncreaseStatus ?? null,
    offer_type: renewal.offerType ?? null,
    offer_identifier: renewal.offerIdentifier ?? null,
    offer_discount_type: renewal.offerDiscountType ?? null,
    eligible_win_back_offer_ids: renewal.eligibleWinBackOfferIds ?? null,
    app_account_token: toUuid(renewal.appAccountToken),
    app_transaction_id: renewal.appTransactionId ?? null,
    signed_at: toIso(renewal.signedDate),
  }
}

/** Swift writes UUIDs in capitals. An app may also have set something that is none: then it names no user. */
function toUuid(token: string | undefined): string | null {
  return z.guid().safeParse(token).data?.toLowerCase() ?? null
}

function toIso(unixMilliseconds: number): string {
  return new Date(unixMilliseconds).toISOString()
}

function toIsoOrNull(unixMilliseconds: number | undefined): string | null {
  return unixMilliseconds === undefined ? null : toIso(unixMilliseconds)
}
