import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import { requireCustomerOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { findDefaultMethod } from './charge-invoice.ts'
import { endSubscription } from './end-subscription.ts'
import { rollOverSubscription } from './roll-over-subscription.ts'

const warningSeconds = 3 * 86_400

/** With a card it goes on as an ordinary renewal; without one as the trial's settings say. */
export function endTrial(world: World, subscription: Stripe.Subscription): void {
  const method = findDefaultMethod(world, requireCustomerOf(world.state, subscription), subscription)
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method
  if (method || behavior === 'create_invoice' || behavior === undefined) rollOverSubscription(world, subscription)
  else if (behavior === 'cancel') endSubscription(world, subscription, null)
  else {
    Object.assign(subscription, { status: 'paused', status_details: describePause(readNow(world)) })
    emitEvent(world, 'customer.subscription.paused', subscription)
  }
}

/** Three days before the end, or at once when less is left. */
export function trialWarningAt(world: World, subscription: Stripe.Subscription): number | null {
  const { trial_end: end, status } = subscription
  if (status !== 'trialing' || end === null) return null
  if (world.state.toldNotices[subscription.id]?.trialEnd === end) return null
  return Math.max(end - warningSeconds, subscription.trial_start ?? subscription.created)
}

export function warnOfTrialEnd(world: World, subscription: Stripe.Subscription): void {
  const told = world.state.toldNotices[subscription.id]
  world.state.toldNotices[subscription.id] = { ...told, trialEnd: subscription.trial_end ?? 0 }
  emitEvent(world, 'customer.subscription.trial_will_end', subscription)
}

const describePause = (now: number): Stripe.Subscription.StatusDetails => ({
  paused: {
    subscription: { type: 'trial_end_without_payment_method' },
    transitioned_at: now,
    type: 'subscription',
  },
})
