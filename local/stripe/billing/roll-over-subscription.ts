import type Stripe from 'stripe'
import { nextPeriodEnd } from '../clock/next-period-end.ts'
import { changeObject } from '../events/change-object.ts'
import type { InvoiceLineFacts } from '../objects/build-invoice-line.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { describePeriod } from './describe-lines.ts'
import { type DraftFacts, draftInvoice } from './draft-invoice.ts'
import { findPendingItems } from './find-debits.ts'
import { endDiscounts, recordInvoice } from './record-invoice.ts'
import { readScheduledDiscounts, readScheduledItems, turnScheduledPhase } from './turn-phase.ts'

const draftSeconds = 3600

/** A period is over and the next one begins at once; its invoice stays a draft for an hour and is charged then. */
export function rollOverSubscription(world: World, subscription: Stripe.Subscription): void {
  const created = readNow(world)
  const renewed = renew(world, subscription)
  const isCollected = subscription.status !== 'unpaid'
  const invoice = draftRenewal(world, subscription, renewed, {
    finalizesAt: isCollected ? created + draftSeconds : null,
    created,
  })
  changeObject(world, 'customer.subscription.updated', subscription, {
    ...(subscription.status === 'trialing' && { status: 'active' }),
    items: renewed.items,
    latest_invoice: invoice.id,
  })
  recordInvoice(world, invoice)
  turnScheduledPhase(world, subscription)
  endDiscounts(world, subscription, findEndedDiscounts(world, subscription, renewed, created))
}

/** The subscription as it will be in its next period, with what a schedule has planned for it. */
export function renew(world: World, subscription: Stripe.Subscription): Stripe.Subscription {
  const items = readScheduledItems(world, subscription)
  const data = items.map((item) => moveToNextPeriod(item, subscription.billing_cycle_anchor))
  const discounts = readScheduledDiscounts(world, subscription)
  return { ...subscription, items: { ...subscription.items, data }, discounts }
}

type Terms = Pick<DraftFacts, 'discounts' | 'finalizesAt' | 'isPreview' | 'prorationDate'> & { created: number }

/** `waiting`: what else is to be on it; unsaid, all that is pending. */
export function draftRenewal(
  world: World,
  current: Stripe.Subscription,
  renewed: Stripe.Subscription,
  { waiting, ...terms }: Terms & { waiting?: readonly Stripe.InvoiceItem[] },
): Stripe.Invoice {
  const [first] = current.items.data
  const lines: InvoiceLineFacts[] = renewed.items.data.map((item) => describePeriod(world.state, renewed, item))
  return draftInvoice(world, renewed, {
    reason: terms.isPreview ? 'upcoming' : 'subscription_cycle',
    lines,
    items: waiting ?? findPendingItems(world.state, current.id),
    period: { start: first?.current_period_start ?? 0, end: first?.current_period_end ?? 0 },
    ...terms,
  })
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

/** Past their time, or not taken along by the schedule. */
function findEndedDiscounts(
  world: World,
  subscription: Stripe.Subscription,
  renewed: Stripe.Subscription,
  now: number,
): string[] {
  const kept = renewed.discounts.map((discount) => idOf(discount))
  return subscription.discounts
    .map((discount) => idOf(discount) ?? '')
    .filter((id) => {
      const end = world.state.discounts[id]?.end
      return !kept.includes(id) || (typeof end === 'number' && end <= now)
    })
}
