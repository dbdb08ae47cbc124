import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findSubscriptionOfInvoice, idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { endSubscription } from './end-subscription.ts'
import { nextRetryAt } from './retry-schedule.ts'

/** A failed attempt of the retry schedule moves it on; one by the customer in person leaves it alone. */
export function recordFailedAttempt(world: World, invoice: Stripe.Invoice, kind: 'scheduled' | 'in_person'): void {
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  const isFirst = invoice.billing_reason === 'subscription_create'
  const isScheduled = kind === 'scheduled' && !isFirst && invoice.auto_advance
  const finalizedAt = invoice.status_transitions.finalized_at ?? readNow(world)
  changeObject(world, 'invoice.updated', invoice, {
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
    ...(isScheduled && { next_payment_attempt: nextRetryAt(finalizedAt, readNow(world)) }),
  })
  emitEvent(world, 'invoice.payment_failed', invoice)
  if (!subscription || isFirst || world.state.pendingChanges[subscription.id]?.invoice === invoice.id) return
  const customer = world.state.customers[idOf(invoice.customer) ?? '']
  if (customer) changeObject(world, 'customer.updated', customer, { delinquent: true })
  if (subscription.status === 'active') {
    changeObject(world, 'customer.subscription.updated', subscription, { status: 'past_due' })
  }
  if (isScheduled && invoice.next_payment_attempt === null) giveUp(world, subscription)
}

/** The last retry has failed: what follows is a setting of the account. */
function giveUp(world: World, subscription: Stripe.Subscription): void {
  const { afterRetries } = world.state
  if (afterRetries === 'cancel') endSubscription(world, subscription, 'payment_failed')
  if (afterRetries === 'unpaid') {
    changeObject(world, 'customer.subscription.updated', subscription, { status: 'unpaid' })
  }
}
