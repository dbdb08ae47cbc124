import type { RenewalAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import {
  fetchSubscription,
  recordAnswer,
  type SubscriptionAnswer,
  type SyncDeps,
} from '../_shared/stripe/sync-from-stripe.ts'
import { withParts } from '../_shared/stripe/to-reading.ts'
import { requireRunningSubscription } from './own-records.ts'
import { toRenewalAnswer } from './to-renewal-answer.ts'

/**
 * Takes a cancellation back before it has come into effect. Throws `not_canceled`. What is to be undone is read first: the
 * portal sets a date of its own (`cancel_at`), which `cancel_at_period_end` does not undo. Repeated, there is nothing left.
 */
export async function resume(user: SignedInUser, _body: object, deps: SyncDeps): Promise<RenewalAnswer> {
  const { store_subscription_id: id } = await requireRunningSubscription(deps.database, user.id)
  const current = await fetchSubscription(id, deps)
  const undo = toUndo(current)
  if (undo === null) {
    await recordAnswer(current, deps)
    throw new AppError('not_canceled')
  }
  const answer = await callStripe(deps, (stripe) => stripe.subscriptions.update(id, { ...undo, expand: withParts }))
  return toRenewalAnswer(await recordAnswer(answer, deps))
}

function toUndo(subscription: SubscriptionAnswer) {
  if (subscription.ended_at !== null) return null
  if (subscription.cancel_at_period_end) return { cancel_at_period_end: false } as const
  return subscription.cancel_at === null ? null : ({ cancel_at: '' } as const)
}
