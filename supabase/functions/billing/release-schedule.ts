import type Stripe from 'stripe'
import { type CallDeps, callStripe } from '../_shared/stripe/call-stripe.ts'
import { isStripeRefusal } from '../_shared/stripe/stripe-failure.ts'
import { toIdOf } from '../_shared/stripe/to-id-of.ts'

/** Gives up what was planned for later; the subscription goes on as it is. None planned, or released already, is no error. */
export async function releaseSchedule(subscription: Stripe.Subscription, deps: CallDeps): Promise<void> {
  const schedule = toIdOf(subscription.schedule)
  if (schedule === null) return
  try {
    await callStripe(deps, (stripe) => stripe.subscriptionSchedules.release(schedule))
  } catch (error) {
    const current = await callStripe(deps, (stripe) => stripe.subscriptionSchedules.retrieve(schedule))
    if (current.status !== 'released' && !isStripeRefusal(error, 'resource_missing')) throw error
  }
}
