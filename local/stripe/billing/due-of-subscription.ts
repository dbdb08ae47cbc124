import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { endSubscription, expireIncompleteSubscription } from './end-subscription.ts'
import { endTrial, trialWarningAt, warnOfTrialEnd } from './end-trial.ts'
import { foretellRenewal, renewalNoticeAt } from './foretell-renewal.ts'
import { expirePendingUpdate } from './pending-change.ts'
import { rollOverSubscription } from './roll-over-subscription.ts'
import { completeSchedule, endsWithSchedule } from './turn-phase.ts'

export type DueWork = { at: number; run: () => void }

const incompleteSeconds = 23 * 3600
const renewing: readonly string[] = ['active', 'past_due', 'unpaid', 'trialing']

/** The next thing that happens to a subscription by itself. */
export function dueOfSubscription(world: World, subscription: Stripe.Subscription): DueWork | null {
  if (subscription.status === 'incomplete') {
    const at = subscription.created + incompleteSeconds
    return { at, run: () => expireIncompleteSubscription(world, subscription) }
  }
  if (!renewing.includes(subscription.status)) return null
  const due = [
    notice(trialWarningAt(world, subscription), () => warnOfTrialEnd(world, subscription)),
    notice(renewalNoticeAt(world, subscription), () => foretellRenewal(world, subscription)),
    notice(subscription.pending_update?.expires_at ?? null, () => expirePendingUpdate(world, subscription)),
    dueAtPeriodEnd(world, subscription),
  ]
  return due.reduce((first, each) => (each && (!first || each.at < first.at) ? each : first), null)
}

const notice = (at: number | null, run: () => void): DueWork | null => (at === null ? null : { at, run })

/** The end that was asked for goes before a renewal at the same moment. */
function dueAtPeriodEnd(world: World, subscription: Stripe.Subscription): DueWork {
  const at = Math.min(...subscription.items.data.map((item) => item.current_period_end))
  if (subscription.cancel_at !== null && subscription.cancel_at <= at) {
    return { at: subscription.cancel_at, run: () => endSubscription(world, subscription, 'cancellation_requested') }
  }
  if (endsWithSchedule(world, subscription)) return { at, run: () => completeSchedule(world, subscription) }
  if (subscription.status === 'trialing') return { at, run: () => endTrial(world, subscription) }
  return { at, run: () => rollOverSubscription(world, subscription) }
}
