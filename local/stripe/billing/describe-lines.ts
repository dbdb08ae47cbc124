import type Stripe from 'stripe'
import type { InvoiceLineFacts } from '../objects/build-invoice-line.ts'
import { idOf } from '../objects/find-object.ts'
import type { SimulatorState } from '../state/simulator-state.ts'

/** The period that an item is in, at its full price. */
export function describePeriod(
  state: SimulatorState,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): InvoiceLineFacts {
  const { price } = item
  const quantity = item.quantity ?? 1
  const each = `${formatMoney(price.unit_amount ?? 0, price.currency)} / ${price.recurring?.interval ?? 'once'}`
  return {
    ...describeItem(subscription, item),
    amount: (price.unit_amount ?? 0) * quantity,
    description: `${quantity} × ${nameOf(state, price)} (at ${each})`,
  }
}

/** Nothing is charged for it, but it is a line. */
export function describeTrial(
  state: SimulatorState,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): InvoiceLineFacts {
  return {
    ...describeItem(subscription, item),
    amount: 0,
    description: `Trial period for ${nameOf(state, item.price)}`,
  }
}

/** `Unused time on Silver plan after 01 Sep 2020`, as in the example of Stripe's page on prorations. */
export function describeProration(
  state: SimulatorState,
  kind: 'Unused' | 'Remaining',
  price: Stripe.Price,
  quantity: number,
  at: number,
): string {
  const times = quantity === 1 ? '' : `${quantity} × `
  return `${kind} time on ${times}${nameOf(state, price)} after ${formatDay(at)}`
}

function describeItem(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem) {
  return {
    currency: item.price.currency,
    period: { start: item.current_period_start, end: item.current_period_end },
    price: item.price,
    quantity: item.quantity ?? 1,
    metadata: subscription.metadata,
    discountable: true,
    subscription: subscription.id,
    subscriptionItem: item.id,
    invoiceItem: null,
    proration: false,
    creditedItems: null,
  }
}

const nameOf = (state: SimulatorState, price: Stripe.Price) =>
  state.products[idOf(price.product) ?? '']?.name ?? price.lookup_key ?? price.id

const formatMoney = (amount: number, currency: string) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 100).replace(/\s/, ' ')

function formatDay(seconds: number): string {
  const [, day, month, year] = new Date(seconds * 1000).toUTCString().split(' ')
  return `${day} ${month} ${year}`
}
