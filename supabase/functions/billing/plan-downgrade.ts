import type Stripe from 'stripe'
import { AppError } from '../_shared/domain/errors.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { fetchSubscription, type SyncDeps, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { toIdOf } from '../_shared/stripe/to-id-of.ts'
import type { PlanChange } from './require-change.ts'

/**
 * Lets the cheaper plan begin when the paid period ends. Stripe wants two calls; broken off between them, a schedule is left
 * that plans nothing, and the next attempt begins by releasing it. A subscription has one schedule at most: a second click
 * finds that of the first.
 */
export async function planDowngrade(change: PlanChange, deps: SyncDeps): Promise<void> {
  const schedule = await openSchedule(change.subscription.id, deps)
  const phases = toPhases(schedule, change)
  await callStripe(deps, (stripe) =>
    stripe.subscriptionSchedules.update(schedule.id, { end_behavior: 'release', proration_behavior: 'none', phases }),
  )
  await syncFromStripe(change.subscription.id, deps)
}

async function openSchedule(subscriptionId: string, deps: SyncDeps): Promise<Stripe.SubscriptionSchedule> {
  try {
    return await callStripe(deps, (stripe) =>
      stripe.subscriptionSchedules.create({ from_subscription: subscriptionId }),
    )
  } catch (error) {
    const id = toIdOf((await fetchSubscription(subscriptionId, deps)).schedule)
    if (id === null) throw error
    return callStripe(deps, (stripe) => stripe.subscriptionSchedules.retrieve(id))
  }
}

/** The phase that runs must be sent again as it is: what is left out is lost, discounts included. */
function toPhases(
  { phases, current_phase }: Stripe.SubscriptionSchedule,
  { price, item }: PlanChange,
): Stripe.SubscriptionScheduleUpdateParams.Phase[] {
  const current = phases.find((phase) => phase.start_date === current_phase?.start_date)
  if (!current) throw new AppError('internal', { cause: new Error('a schedule without a phase that runs') })
  const discounts = current.discounts.flatMap(({ discount }) => toIdOf(discount) ?? [])
  const carried = discounts.length > 0 ? { discounts: discounts.map((discount) => ({ discount })) } : {}
  const { interval, interval_count } = item.price.recurring ?? { interval: 'month', interval_count: 1 }
  return [
    {
      items: current.items.map(({ price: present, quantity }) => ({ price: toIdOf(present) ?? undefined, quantity })),
      start_date: current.start_date,
      end_date: current.end_date,
      ...carried,
    },
    { items: [{ price, quantity: 1 }], duration: { interval, interval_count }, ...carried },
  ]
}
