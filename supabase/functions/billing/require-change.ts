import type Stripe from 'stripe'
import { z } from 'zod'
import { AppError, type AppErrorCode } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { requirePrice } from '../_shared/stripe/require-price.ts'
import {
  fetchSubscription,
  recordAnswer,
  type SubscriptionAnswer,
  type SyncDeps,
} from '../_shared/stripe/sync-from-stripe.ts'
import { toMoment } from '../_shared/stripe/to-reading.ts'
import { toSubscription } from '../_shared/stripe/to-subscription.ts'
import { releaseSchedule } from './release-schedule.ts'

const refusals = [
  'plan_not_found',
  'subscription_not_found',
  'same_plan',
  'payment_overdue',
  'subscription_ending',
  'change_pending',
  'managed_in_app_store',
] as const
const refusalSchema = z.object({ refusal: z.enum(refusals) })

const optionsSchema = z.object({
  subscription_id: z.string(),
  customer_id: z.string(),
  change: z.enum(['upgrade', 'downgrade', 'trial_switch']),
  takes_effect: z.enum(['now', 'period_end']),
  lookup_key: z.string(),
  currency: z.string(),
})

/** A change of plan that is allowed, with all that it takes. */
export type PlanChange = z.infer<typeof optionsSchema> & {
  subscription: SubscriptionAnswer
  item: Stripe.SubscriptionItem
  price: string
  /** Stripe's clock, Unix seconds. */
  now: number
}

/** What changing the user's subscription to this plan means; throws why it is refused. */
export async function requireChange(user: SignedInUser, planId: string, deps: SyncDeps): Promise<PlanChange> {
  const answer = await deps.database.call('billing.change_plan_options', [user.id, planId])
  const refused = refusalSchema.safeParse(answer)
  if (refused.success) throw new AppError(refused.data.refusal)
  const options = optionsSchema.parse(answer)
  const subscription = await fetchSubscription(options.subscription_id, deps)
  const refusal = findRefusal(subscription, options.change)
  if (refusal) {
    await recordAnswer(subscription, deps)
    throw new AppError(refusal)
  }
  // Left behind where a planned change broke off between its two calls: it plans nothing, and stands in the way.
  await releaseSchedule(subscription, deps)
  const price = await requirePrice(options.lookup_key, deps)
  const [item] = subscription.items.data as [Stripe.SubscriptionItem]
  return { ...options, subscription, item, price, now: toMoment(subscription).getTime() / 1000 }
}

/** The same rules by Stripe's word of this moment: ours may be a webhook behind, and this is about money. */
function findRefusal(subscription: Stripe.Subscription, change: PlanChange['change']): AppErrorCode | null {
  const current = toSubscription(subscription)
  if (current.status === 'expired') return 'subscription_not_found'
  if (current.status !== 'active') return 'payment_overdue'
  if (!current.willRenew) return 'subscription_ending'
  if (current.pendingStoreProductId !== null || current.nextStoreProductId !== null) return 'change_pending'
  // The trial has ended, or begun, while the person was looking at the amounts.
  return (current.periodType === 'trial') === (change === 'trial_switch') ? null : 'preview_expired'
}
