import type { Subscription } from '../domain/subscription.ts'

/** A subscription as the SQL functions take it: snake_case JSON, times in ISO 8601. */
export function toSubscriptionRow(subscription: Subscription) {
  return {
    environment: subscription.environment,
    store_subscription_id: subscription.storeSubscriptionId,
    store_product_id: subscription.storeProductId,
    next_store_product_id: subscription.nextStoreProductId,
    pending_store_product_id: subscription.pendingStoreProductId,
    user_id: subscription.userId,
    store_customer_id: subscription.storeCustomerId,
    status: subscription.status,
    period_type: subscription.periodType,
    started_at: subscription.startedAt.toISOString(),
    period_starts_at: subscription.periodStartsAt.toISOString(),
    expires_at: subscription.expiresAt.toISOString(),
    grace_period_ends_at: subscription.gracePeriodEndsAt?.toISOString() ?? null,
    will_renew: subscription.willRenew,
    payment_method_id: subscription.paymentMethodId,
    price: subscription.price,
    currency: subscription.currency,
    discount_percent: subscription.discount?.percentOff ?? null,
    discount_amount: subscription.discount?.amountOff ?? null,
    discount_ends_at: subscription.discount?.endsAt?.toISOString() ?? null,
    ownership: subscription.ownership,
  }
}
