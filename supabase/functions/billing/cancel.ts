import type { RenewalAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { isStripeRefusal } from '../_shared/stripe/stripe-failure.ts'
import {
  fetchSubscription,
  recordAnswer,
  type SubscriptionAnswer,
  type SyncDeps,
  syncFromStripe,
} from '../_shared/stripe/sync-from-stripe.ts'
import { withParts } from '../_shared/stripe/to-reading.ts'
import { requireRunningSubscription } from './own-records.ts'
import { releaseSchedule } from './release-schedule.ts'
import { toRenewalAnswer } from './to-renewal-answer.ts'

export type Cancellation = {
  feedback?:
    | 'customer_service'
    | 'low_quality'
    | 'missing_features'
    | 'other'
    | 'switched_service'
    | 'too_complex'
    | 'too_expensive'
    | 'unused'
  comment?: string
}

/**
 * Lets the subscription end with the period that is paid; a trial, which is not, at once. Throws `already_canceled`. It is
 * read first, so a repetition after a crash finds it ending, records that, and says so.
 */
export async function cancel(user: SignedInUser, reason: Cancellation, deps: SyncDeps): Promise<RenewalAnswer> {
  const { store_subscription_id: id } = await requireRunningSubscription(deps.database, user.id)
  const current = await fetchSubscription(id, deps)
  if (current.ended_at !== null || current.cancel_at !== null || current.cancel_at_period_end) {
    await recordAnswer(current, deps)
    throw new AppError('already_canceled')
  }
  // A schedule would plan past the end: https://docs.stripe.com/billing/subscriptions/subscription-schedules
  await releaseSchedule(current, deps)
  const answer =
    current.status === 'trialing' ? await endTrial(id, reason, deps) : await endWithPeriod(id, reason, deps)
  return toRenewalAnswer(await recordAnswer(answer, deps))
}

async function endTrial(id: string, reason: Cancellation, deps: SyncDeps): Promise<SubscriptionAnswer> {
  try {
    return await callStripe(deps, (stripe) =>
      stripe.subscriptions.cancel(id, { ...toDetails(reason), expand: withParts }),
    )
  } catch (error) {
    if (!isStripeRefusal(error, 'resource_missing')) throw error
    // The other tab has ended it in this moment.
    await syncFromStripe(id, deps)
    throw new AppError('already_canceled')
  }
}

function endWithPeriod(id: string, reason: Cancellation, deps: SyncDeps): Promise<SubscriptionAnswer> {
  return callStripe(deps, (stripe) =>
    stripe.subscriptions.update(id, { cancel_at_period_end: true, ...toDetails(reason), expand: withParts }),
  )
}

function toDetails(reason: Cancellation) {
  return reason.feedback || reason.comment ? { cancellation_details: reason } : {}
}
