import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe, toReading } from '../_shared/stripe/call-stripe.ts'
import { recordAnswer, type SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { requireRunningSubscription } from './purchase-records.ts'

export type RenewalAnswer = { will_renew: boolean; expires_at: string }

/** Lets the user's Stripe subscription end with the period that is paid. Throws `already_canceled`. */
export async function cancelAtPeriodEnd(user: SignedInUser, deps: SyncDeps): Promise<RenewalAnswer> {
  const subscription = await requireRunningSubscription(deps.database, user.id)
  if (!subscription.will_renew) throw new AppError('already_canceled')
  return changeRenewal(subscription.store_subscription_id, true, deps)
}

/** Takes a cancellation back before it has come into effect. Throws `not_canceled`. */
export async function resumeRenewal(user: SignedInUser, deps: SyncDeps): Promise<RenewalAnswer> {
  const subscription = await requireRunningSubscription(deps.database, user.id)
  if (subscription.will_renew) throw new AppError('not_canceled')
  return changeRenewal(subscription.store_subscription_id, false, deps)
}

async function changeRenewal(id: string, cancelAtPeriodEnd: boolean, deps: SyncDeps): Promise<RenewalAnswer> {
  const answer = await callStripe(() =>
    deps.stripe.subscriptions.update(id, { cancel_at_period_end: cancelAtPeriodEnd }),
  )
  const reading = toReading(answer)
  await recordAnswer(reading, deps)
  return { will_renew: reading.subscription.willRenew, expires_at: reading.subscription.expiresAt.toISOString() }
}
