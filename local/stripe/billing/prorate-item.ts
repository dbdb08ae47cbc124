import type Stripe from 'stripe'
import { buildInvoiceItem } from '../objects/build-invoice-item.ts'
import { requireCustomerOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { describeProration } from './describe-lines.ts'
import { findDebits } from './find-debits.ts'
import { prorate } from './prorate.ts'
import { findRunningDiscounts, netOf } from './take-discounts.ts'

/** Back comes what was charged for the time from `at` on: one credit for each charge. */
export function createCredits(
  world: World,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  at: number,
): Stripe.InvoiceItem[] {
  return findDebits(world.state, subscription.id, item.id, at).map((debit) => {
    const price = world.state.prices[debit.price ?? ''] ?? item.price
    return createProration(world, subscription, item, {
      kind: 'Unused',
      price,
      quantity: debit.quantity,
      amount: -prorate(debit.amount, debit.period, at),
      period: { start: at, end: debit.period.end },
      creditedItems: debit.credited,
    })
  })
}

/** What the item costs from `at` to the end of its period, with its discounts already taken off. */
export function createDebit(
  world: World,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  at: number,
): Stripe.InvoiceItem {
  const quantity = item.quantity ?? 1
  const period = { start: item.current_period_start, end: item.current_period_end }
  const discounts = findRunningDiscounts(world.state, subscription, at)
  const amount = netOf((item.price.unit_amount ?? 0) * quantity, discounts)
  return createProration(world, subscription, item, {
    kind: 'Remaining',
    price: item.price,
    quantity,
    amount: prorate(amount, period, at),
    period: { start: at, end: period.end },
    creditedItems: null,
  })
}

type Proration = {
  kind: 'Unused' | 'Remaining'
  price: Stripe.Price
  quantity: number
  amount: number
  period: { start: number; end: number }
  creditedItems: Stripe.InvoiceItem.ProrationDetails['credited_items']
}

function createProration(
  world: World,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  { kind, ...proration }: Proration,
): Stripe.InvoiceItem {
  return buildInvoiceItem({
    ...proration,
    customer: requireCustomerOf(world.state, subscription),
    currency: subscription.currency,
    description: describeProration(world.state, kind, proration.price, proration.quantity, proration.period.start),
    discountable: false,
    metadata: subscription.metadata,
    subscription: subscription.id,
    subscriptionItem: item.id,
    proration: true,
    date: readNow(world),
  })
}
