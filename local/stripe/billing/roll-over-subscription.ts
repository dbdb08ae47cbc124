import type Stripe from 'stripe'
import { nextPeriodEnd } from '../clock/next-period-end.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildInvoice } from '../objects/build-invoice.ts'
import { requireCustomerOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'

const draftSeconds = 3600

/** A period is over and the next one begins at once; its invoice stays a draft for an hour and is charged then. */
export function rollOverSubscription(world: World, subscription: Stripe.Subscription): void {
  const [first] = subscription.items.data
  if (!first) return
  const over = { start: first.current_period_start, end: first.current_period_end }
  const items = subscription.items.data.map((item) => moveToNextPeriod(item, subscription.billing_cycle_anchor))
  const renewed = { ...subscription, items: { ...subscription.items, data: items } }
  const created = readNow(world)
  const invoice = buildInvoice({
    customer: requireCustomerOf(world.state, subscription),
    subscription: renewed,
    reason: 'subscription_cycle',
    period: over,
    finalizesAt: created + draftSeconds,
    created,
  })
  world.state.invoices[invoice.id] = invoice
  changeObject(world, 'customer.subscription.updated', subscription, {
    items: renewed.items,
    latest_invoice: invoice.id,
  })
  emitEvent(world, 'invoice.created', invoice)
}

function moveToNextPeriod(item: Stripe.SubscriptionItem, anchor: number): Stripe.SubscriptionItem {
  if (!item.price.recurring) return item
  const start = item.current_period_end
  return {
    ...item,
    current_period_start: start,
    current_period_end: nextPeriodEnd(anchor, item.price.recurring, start),
  }
}
