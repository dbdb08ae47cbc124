import type Stripe from 'stripe'
import { buildInvoice } from '../objects/build-invoice.ts'
import type { InvoiceLineFacts } from '../objects/build-invoice-line.ts'
import { idOf, requireCustomerOf } from '../objects/find-object.ts'
import type { SimulatorState } from '../state/simulator-state.ts'
import { readNow, type World } from '../world.ts'
import { invoiceItemOf } from './find-debits.ts'
import type { Period } from './prorate.ts'
import { type AppliedDiscount, findRunningDiscounts } from './take-discounts.ts'

export type DraftFacts = {
  reason: Stripe.Invoice.BillingReason
  /** The periods that it bills; the items go before them. */
  lines: readonly InvoiceLineFacts[]
  items: readonly Stripe.InvoiceItem[]
  period: Period
  finalizesAt: number | null
  discounts?: readonly AppliedDiscount[]
  isPreview?: boolean
  prorationDate?: number | null
  created?: number
}

/** An invoice of a subscription as it would be; `recordInvoice` makes it one. */
export function draftInvoice(world: World, subscription: Stripe.Subscription, facts: DraftFacts): Stripe.Invoice {
  const created = facts.created ?? readNow(world)
  const { items, ...rest } = facts
  return buildInvoice({
    ...rest,
    customer: requireCustomerOf(world.state, subscription),
    subscription,
    currency: subscription.currency,
    lines: [...items.map((item) => describeInvoiceItem(world.state, item)), ...facts.lines],
    discounts: facts.discounts ?? findRunningDiscounts(world.state, subscription, created),
    created,
  })
}

export function describeInvoiceItem(state: SimulatorState, item: Stripe.InvoiceItem): InvoiceLineFacts {
  return {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    period: item.period,
    price: state.prices[idOf(item.pricing?.price_details?.price) ?? ''] ?? null,
    quantity: item.quantity,
    metadata: item.metadata ?? {},
    discountable: item.discountable,
    subscription: item.parent?.subscription_details?.subscription ?? null,
    subscriptionItem: item.parent?.subscription_details?.subscription_item ?? null,
    invoiceItem: item.id,
    proration: item.proration,
    creditedItems: findCreditedLines(state, item),
  }
}

/** A credited item that was still pending is named by its line, once it has one. */
function findCreditedLines(state: SimulatorState, item: Stripe.InvoiceItem) {
  const credited = item.proration_details?.credited_items
  if (credited?.invoice_line_item_details) return credited.invoice_line_item_details
  const debit = state.invoiceItems[credited?.invoice_item ?? '']
  const invoice = state.invoices[idOf(debit?.invoice) ?? '']
  const line = invoice?.lines.data.find((each) => invoiceItemOf(each) === debit?.id)
  return invoice && line ? { invoice: invoice.id, invoice_line_items: [line.id] } : null
}
