import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import type { World } from '../world.ts'
import { voidInvoice } from './void-invoice.ts'

const pendingSeconds = 23 * 3600

/** The invoice of the change could not be paid yet: the subscription stays as it is until it is, or until time is up. */
export function startPendingUpdate(
  world: World,
  subscription: Stripe.Subscription,
  changes: Partial<Stripe.Subscription>,
  now: number,
): void {
  const ends = subscription.items.data.map((item) => item.current_period_end)
  changeObject(world, 'customer.subscription.updated', subscription, {
    pending_update: {
      billing_cycle_anchor: changes.billing_cycle_anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.min(now + pendingSeconds, ...ends),
      metadata: null,
      subscription_items: changes.items?.data ?? null,
      trial_end: changes.trial_end ?? null,
      trial_from_plan: null,
    },
  })
}

/** Its invoice is paid, at once or after the customer did something about it. */
export function applyPendingChange(world: World, subscription: Stripe.Subscription, invoice: Stripe.Invoice): void {
  const pending = world.state.pendingChanges[subscription.id]
  if (pending?.invoice !== invoice.id) return
  delete world.state.pendingChanges[subscription.id]
  const wasWaiting = subscription.pending_update !== null
  changeObject(world, 'customer.subscription.updated', subscription, { ...pending.changes, pending_update: null })
  if (wasWaiting) emitEvent(world, 'customer.subscription.pending_update_applied', subscription)
}

export function expirePendingUpdate(world: World, subscription: Stripe.Subscription): void {
  dropPendingUpdate(world, subscription)
  emitEvent(world, 'customer.subscription.pending_update_expired', subscription)
}

/** Another change takes its place, or nobody paid for it in time. */
export function dropPendingUpdate(world: World, subscription: Stripe.Subscription): void {
  const pending = world.state.pendingChanges[subscription.id]
  delete world.state.pendingChanges[subscription.id]
  changeObject(world, 'customer.subscription.updated', subscription, { pending_update: null })
  const invoice = world.state.invoices[pending?.invoice ?? '']
  if (invoice?.status === 'open') voidInvoice(world, invoice)
}
