import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { chargeInvoice } from './charge-invoice.ts'
import { endSubscription, expireIncompleteSubscription } from './end-subscription.ts'
import { rollOverSubscription } from './roll-over-subscription.ts'

type DueWork = { at: number; run: () => void }

const incompleteSeconds = 23 * 3600

/** Does everything that fell due up to now, in the order and as of the moments in which it fell due. */
export function doDueWork(world: World): boolean {
  const until = world.clock.nowMs()
  for (let count = 0; ; count += 1) {
    const next = findNextDue(world)
    if (!next || next.at * 1000 > until) return count > 0
    world.clock.during(next.at * 1000, next.run)
  }
}

function findNextDue(world: World): DueWork | null {
  const { subscriptions, invoices } = world.state
  const due = [
    ...Object.values(subscriptions).map((subscription) => dueOfSubscription(world, subscription)),
    ...Object.values(invoices).map((invoice) => dueOfInvoice(world, invoice)),
  ]
  return due.reduce((first, each) => (each && (!first || each.at < first.at) ? each : first), null)
}

/** The end that was asked for goes before a renewal at the same moment. */
function dueOfSubscription(world: World, subscription: Stripe.Subscription): DueWork | null {
  if (subscription.status === 'incomplete') {
    const at = subscription.created + incompleteSeconds
    return { at, run: () => expireIncompleteSubscription(world, subscription) }
  }
  if (subscription.status !== 'active' && subscription.status !== 'past_due') return null
  const periodEnd = Math.min(...subscription.items.data.map((item) => item.current_period_end))
  if (subscription.cancel_at !== null && subscription.cancel_at <= periodEnd) {
    return { at: subscription.cancel_at, run: () => endSubscription(world, subscription, 'cancellation_requested') }
  }
  return { at: periodEnd, run: () => rollOverSubscription(world, subscription) }
}

/** A draft's hour is over, or a failed invoice is to be tried again. */
function dueOfInvoice(world: World, invoice: Stripe.Invoice): DueWork | null {
  if (!invoice.auto_advance) return null
  const at = invoice.status === 'draft' ? invoice.automatically_finalizes_at : invoice.next_payment_attempt
  return at === null ? null : { at, run: () => chargeInvoice(world, invoice) }
}
