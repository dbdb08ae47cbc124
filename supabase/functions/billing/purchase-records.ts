import { z } from 'zod'
import type { Database } from '../_shared/database/connect.ts'
import { toSubscriptionRow } from '../_shared/database/to-subscription-row.ts'
import { AppError } from '../_shared/domain/errors.ts'
import { type SubscriptionStatus, subscriptionStatuses } from '../_shared/domain/subscription.ts'
import type { SubscriptionReading } from '../_shared/stripe/sync-subscription.ts'

const attemptSchema = z.object({
  attempt_id: z.uuid(),
  customer_id: z.string().nullable(),
  subscription_id: z.string().nullable(),
  abandoned_subscription_id: z.string().nullable(),
  lookup_key: z.string(),
})
export type PurchaseAttempt = z.infer<typeof attemptSchema>

const refusals = ['plan_not_found', 'already_subscribed', 'subscribed_in_app_store', 'purchase_in_progress'] as const
const refusalSchema = z.object({ refusal: z.enum(refusals) })

/** The user's one purchase attempt; throws the refusal's code when they may not buy this plan now. */
export async function beginPurchase(database: Database, userId: string, planId: string): Promise<PurchaseAttempt> {
  const answer = await database.call('billing.begin_stripe_purchase', [userId, planId])
  const refused = refusalSchema.safeParse(answer)
  if (refused.success) throw new AppError(refused.data.refusal)
  return attemptSchema.parse(answer)
}

/** The customer that counts for this user: the first one that was linked. */
export async function linkCustomer(database: Database, userId: string, customerId: string): Promise<string> {
  return z.string().parse(await database.call('billing.link_stripe_customer', [userId, customerId]))
}

/** Binds the subscription to the attempt and records it; `tie` when its moment cannot be told. */
export async function recordPurchase(
  database: Database,
  attemptId: string,
  reading: SubscriptionReading,
): Promise<string> {
  const args = [attemptId, toSubscriptionRow(reading.subscription), reading.asOf]
  return z.string().parse(await database.call('billing.record_stripe_purchase', args))
}

const ownSubscriptionSchema = z.object({
  store_subscription_id: z.string(),
  status: z.enum(subscriptionStatuses),
  will_renew: z.boolean(),
  expires_at: z.string(),
})
export type OwnSubscription = z.infer<typeof ownSubscriptionSchema>

/** The signed-in user's own Stripe subscription; throws `subscription_not_found`. */
export async function requireOwnSubscription(database: Database, userId: string): Promise<OwnSubscription> {
  const row = await database.call('billing.stripe_subscription_of', [userId])
  if (row === null) throw new AppError('subscription_not_found')
  return ownSubscriptionSchema.parse(row)
}

const runningStatuses: SubscriptionStatus[] = ['active', 'in_grace_period', 'in_billing_retry']

/** The same, where it still runs. */
export async function requireRunningSubscription(database: Database, userId: string): Promise<OwnSubscription> {
  const subscription = await requireOwnSubscription(database, userId)
  if (!runningStatuses.includes(subscription.status)) throw new AppError('subscription_not_found')
  return subscription
}
