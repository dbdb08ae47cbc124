/** Where a subscription was bought. */
export const stores = ['stripe', 'app_store'] as const
export type Store = (typeof stores)[number]

/** Real money, or a store's sandbox. Stripe's `livemode` is mapped to this. */
export const environments = ['production', 'sandbox'] as const
export type Environment = (typeof environments)[number]

/**
 * The state of a subscription in our own words, for both stores.
 * "Cancelled but paid until May" is `active` with `willRenew: false`, never a status of its own.
 */
export const subscriptionStatuses = [
  'active',
  'in_grace_period',
  'in_billing_retry',
  'paused',
  'incomplete',
  'expired',
  'revoked',
] as const
export type SubscriptionStatus = (typeof subscriptionStatuses)[number]

export const periodTypes = ['trial', 'intro', 'normal'] as const
export type PeriodType = (typeof periodTypes)[number]

/** One subscription at one store, normalised: the only shape that the database is told about. */
export type Subscription = {
  store: Store
  environment: Environment
  /** `sub_…` at Stripe, `originalTransactionId` at the App Store. */
  storeSubscriptionId: string
  /** Stripe's product id or Apple's product id; the database finds the plan by it. */
  storeProductId: string
  /** What comes after this period if it differs from `storeProductId`. */
  nextStoreProductId: string | null
  /** An upgrade that waits for its payment. */
  pendingStoreProductId: string | null
  /** The user the store names (`metadata.user_id`, `appAccountToken`); null when it names none. */
  userId: string | null
  /** The store's customer, by which the user is found when the store names none. */
  storeCustomerId: string | null
  status: SubscriptionStatus
  periodType: PeriodType
  startedAt: Date
  /** Start of the current billing cycle. */
  periodStartsAt: Date
  /** End of the time that is paid for. */
  expiresAt: Date
  gracePeriodEndsAt: Date | null
  willRenew: boolean
  /** The card that this subscription is charged to; null when it is the customer's default. */
  paymentMethodId: string | null
  /** Minor units of `currency` for one period; null when the store does not say. */
  price: number | null
  currency: string | null
  /** Taken off each invoice before `endsAt`; null: for as long as the subscription runs. */
  discount: { percentOff: number | null; amountOff: number | null; endsAt: Date | null } | null
  ownership: 'purchased' | 'family_shared'
}
