import type Stripe from 'stripe'
import { dueOfSession } from '../checkout/expire-session.ts'
import { idOf } from '../objects/find-object.ts'
import { findSettlement } from '../payments/settle-payment.ts'
import type { World } from '../world.ts'
import { chargeInvoice } from './charge-invoice.ts'
import { type DueWork, dueOfSubscription } from './due-of-subscription.ts'
import { finishAdvancing } from './run-test-clock.ts'

/** Does everything that fell due up to now, in the order and as of the moments in which it fell due. */
export function doDueWork(world: World): boolean {
  const hasAdvanced = finishAdvancing(world, doDueWorkOf)
  const until = world.clock.nowMs() / 1000
  const hasWorked = doDueWorkOf(world, null, { from: world.state.caughtUpTo, until })
  world.state.caughtUpTo = until
  return hasWorked || hasAdvanced
}

/** Of the objects on one test clock, or (null) of those that live on the account's own clock. */
function doDueWorkOf(
  world: World,
  testClock: string | null,
  { from, until }: { from: number; until: number },
): boolean {
  for (let count = 0; ; count += 1) {
    const next = findNextDue(world, testClock)
    if (!next || next.at > until) return count > 0
    // A request may make something due that lies before it; it happens now, not before what has been told already.
    world.clock.during(Math.max(next.at, from) * 1000, next.run)
  }
}

function findNextDue(world: World, testClock: string | null): DueWork | null {
  const { checkoutSessions, customers, subscriptions, invoices, paymentIntents } = world.state
  const due = [
    ...Object.values(subscriptions)
      .filter((subscription) => idOf(subscription.test_clock) === testClock)
      .map((subscription) => dueOfSubscription(world, subscription)),
    ...Object.values(invoices)
      .filter((invoice) => idOf(invoice.test_clock) === testClock)
      .map((invoice) => dueOfInvoice(world, invoice)),
    ...Object.values(paymentIntents)
      .filter((intent) => idOf(customers[idOf(intent.customer) ?? '']?.test_clock) === testClock)
      .map((intent) => findSettlement(world, intent)),
    ...Object.values(checkoutSessions)
      .filter((session) => idOf(customers[idOf(session.customer) ?? '']?.test_clock) === testClock)
      .map((session) => dueOfSession(world, session)),
  ]
  return due.reduce((first, each) => (each && (!first || each.at < first.at) ? each : first), null)
}

/** A draft's hour is over, or a failed invoice is to be tried again. */
function dueOfInvoice(world: World, invoice: Stripe.Invoice): DueWork | null {
  if (!invoice.auto_advance) return null
  if (invoice.status !== 'draft' && invoice.status !== 'open') return null
  const at = invoice.status === 'draft' ? invoice.automatically_finalizes_at : invoice.next_payment_attempt
  return at === null ? null : { at, run: () => chargeInvoice(world, invoice) }
}
