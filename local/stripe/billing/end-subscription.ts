import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findInvoicesOfSubscription } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { voidInvoice } from './void-invoice.ts'

export type EndReason = 'cancellation_requested' | 'payment_failed'
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
  emitEvent(world, 'customer.subscription.deleted', subscription)
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

const noCancellation = { comment: null, feedback: null, feedback_option: null, reason: null }
