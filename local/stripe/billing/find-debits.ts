import type Stripe from 'stripe'
import { findInvoicesOfSubscription, idOf } from '../objects/find-object.ts'
import type { SimulatorState } from '../state/simulator-state.ts'
import type { Period } from './prorate.ts'
import { sumOf } from './take-discounts.ts'

export type Debit = {
  amount: number
  period: Period
  price: string | null
  quantity: number
  credited: NonNullable<Stripe.InvoiceItem.ProrationDetails['credited_items']>
}

/**
 * What a subscription's item was charged for the time around `at` and not yet credited: flexible billing credits what
 * was debited, not what the item costs by now (https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations).
 */
export function findDebits(state: SimulatorState, subscription: string, item: string, at: number): Debit[] {
  const credited = findCredited(state)
  const lines = findInvoicesOfSubscription(state, subscription)
    .filter((invoice) => counts(state, subscription, invoice))
    .flatMap((invoice) => invoice.lines.data.map((line) => ({ invoice: invoice.id, line })))
    .filter(({ line }) => line.parent?.subscription_item_details?.subscription_item === item)
    .filter(({ line }) => !credited.has(line.id) && !credited.has(invoiceItemOf(line) ?? ''))
    .map(({ invoice, line }) => toDebit(invoice, line))
  const pending = findPendingItems(state, subscription)
    .filter((each) => each.parent?.subscription_details?.subscription_item === item && !credited.has(each.id))
    .map(toPendingDebit)
  return [...lines, ...pending].filter(({ amount, period }) => amount > 0 && period.start <= at && at < period.end)
}

/** Those that will be on the subscription's next invoice. */
export function findPendingItems(state: SimulatorState, subscription: string): Stripe.InvoiceItem[] {
  const owner = idOf(state.subscriptions[subscription]?.customer)
  return Object.values(state.invoiceItems).filter((item) => {
    const named = item.parent?.subscription_details?.subscription
    return item.invoice === null && idOf(item.customer) === owner && (named === undefined || named === subscription)
  })
}

/** What is not paid yet is taken as paid, except the price of a change that waits for its payment. */
function counts(state: SimulatorState, subscription: string, invoice: Stripe.Invoice): boolean {
  return invoice.status !== 'void' && state.pendingChanges[subscription]?.invoice !== invoice.id
}

function findCredited(state: SimulatorState): Set<string> {
  const items = Object.values(state.invoiceItems).filter((item) => {
    const invoice = state.invoices[idOf(item.invoice) ?? '']
    const subscription = item.parent?.subscription_details?.subscription ?? ''
    return invoice === undefined || counts(state, subscription, invoice)
  })
  const credited = items.flatMap((item) => item.proration_details?.credited_items ?? [])
  return new Set(
    credited.flatMap((each) => [
      ...(each.invoice_line_item_details?.invoice_line_items ?? []),
      ...(each.invoice_item ? [each.invoice_item] : []),
    ]),
  )
}

export const invoiceItemOf = (line: Stripe.InvoiceLineItem): string | null =>
  line.parent?.subscription_item_details?.invoice_item ?? line.parent?.invoice_item_details?.invoice_item ?? null

const toDebit = (invoice: string, line: Stripe.InvoiceLineItem): Debit => ({
  amount: line.amount - sumOf(line.discount_amounts ?? []),
  period: line.period,
  price: idOf(line.pricing?.price_details?.price),
  quantity: line.quantity ?? 1,
  credited: {
    type: 'invoice_line_items',
    invoice_line_item_details: { invoice, invoice_line_items: [line.id] },
  },
})

const toPendingDebit = (item: Stripe.InvoiceItem): Debit => ({
  amount: item.amount,
  period: item.period,
  price: idOf(item.pricing?.price_details?.price),
  quantity: item.quantity,
  credited: { type: 'invoice_item', invoice_item: item.id },
})
