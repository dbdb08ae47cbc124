import type { Subscription } from '../domain/subscription.ts'

/** A subscription as the SQL functions take it: snake_case JSON, times in ISO 8601. */
export function toSubscriptionRow(subscription: Subscription) {
  return {
    environment: subscription.environment,
    store_subscription_id: subscription.storeSubscriptionId,
    store_product_id: subscription.storeProductId,
    next_store_product_id: subscription.nextStoreProductId,
    user_id: subscription.userId,
    store_customer_id: subscription.storeCustomerId,
    status: subscription.status,
    period_type: subscription.periodType,
    started_at: subscription.startedAt.toISOString(),
    expires_at: subscription.expiresAt.toISOString(),
    grace_period_ends_at: subscription.gracePeriodEndsAt?.toISOString() ?? null,
    will_renew: subscription.willRenew,
    price: subscription.price,
    currency: subscription.currency,
    ownership: subscription.ownership,
  }
}
