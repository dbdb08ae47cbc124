import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findInvoicesOfSubscription } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { closeSchedule, scheduleOf } from './close-schedule.ts'
import { voidInvoice } from './void-invoice.ts'

/** Null: a trial that nobody left a card for. */
export type EndReason = 'cancellation_requested' | 'payment_failed' | null
type Details = Partial<Stripe.Subscription.CancellationDetails>

/** For good: a subscription that has ended never comes back, the customer makes a new one. */
export function endSubscription(
  world: World,
  subscription: Stripe.Subscription,
  reason: EndReason,
  details: Details = {},
): void {
  const now = readNow(world)
  const cancellation = subscription.cancellation_details ?? noCancellation
  Object.assign(subscription, {
    status: 'canceled',
    canceled_at: subscription.canceled_at ?? now,
    ended_at: now,
    cancellation_details: { ...cancellation, ...details, reason },
  })
  delete world.state.pendingChanges[subscription.id]
  emitEvent(world, 'customer.subscription.deleted', subscription)
  endSchedule(world, subscription)
  // What is still owed stays owed, but nobody collects it any more.
  for (const invoice of findInvoicesOfSubscription(world.state, subscription.id)) {
    if (invoice.status !== 'open' && invoice.status !== 'draft') continue
    changeObject(world, 'invoice.updated', invoice, { auto_advance: false, next_payment_attempt: null })
  }
}

/**
 * A subscription that was never paid: it expires after 23 hours, or at once when it is canceled. Stripe reports both
 * with `customer.subscription.updated` (https://github.com/pay-rails/pay/issues/91), not with `.deleted`.
 */
export function expireIncompleteSubscription(world: World, subscription: Stripe.Subscription): void {
  const now = readNow(world)
  for (const invoice of findInvoicesOfSubscription(world.state, subscription.id)) {
    if (invoice.status === 'open') voidInvoice(world, invoice)
  }
  changeObject(world, 'customer.subscription.updated', subscription, {
    status: 'incomplete_expired',
    canceled_at: now,
    ended_at: now,
  })
}

/** Its plan has nothing left to be carried out on. */
function endSchedule(world: World, subscription: Stripe.Subscription): void {
  const schedule = scheduleOf(world.state, subscription)
  if (schedule?.status === 'active') closeSchedule(world, schedule, 'canceled')
}

const noCancellation = { comment: null, feedback: null, feedback_option: null, reason: null }
