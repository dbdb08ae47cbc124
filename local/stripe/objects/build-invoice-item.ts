import type Stripe from 'stripe'
import { toWireDecimal } from './build-price.ts'
import { idOf } from './find-object.ts'
import { newId } from './new-id.ts'

export type InvoiceItemFacts = {
  customer: Stripe.Customer
  amount: number
  currency: string
  description: string | null
  discountable: boolean
  metadata: Stripe.Metadata
  period: { start: number; end: number }
  price: Stripe.Price | null
  quantity: number
  subscription: string | null
  subscriptionItem: string | null
  /** Null: it was added by hand, not by a change of the subscription. */
  creditedItems: Stripe.InvoiceItem.ProrationDetails['credited_items']
  proration: boolean
  date: number
}

/** Something to be billed that waits for an invoice. */
export function buildInvoiceItem(facts: InvoiceItemFacts): Stripe.InvoiceItem {
  return {
    id: newId('ii'),
    object: 'invoiceitem',
    amount: facts.amount,
    currency: facts.currency,
    customer: facts.customer.id,
    customer_account: null,
    date: facts.date,
    description: facts.description,
    discountable: facts.discountable,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: facts.metadata,
    net_amount: facts.amount,
    parent: facts.subscription === null ? null : describeParent(facts.subscription, facts.subscriptionItem),
    period: { ...facts.period },
    pricing: facts.price && {
      price_details: { price: facts.price.id, product: idOf(facts.price.product) ?? '' },
      type: 'price_details',
      unit_amount_decimal: toWireDecimal(facts.price.unit_amount ?? 0),
    },
    proration: facts.proration,
    ...(facts.proration && { proration_details: { credited_items: facts.creditedItems, discount_amounts: [] } }),
    quantity: facts.quantity,
    quantity_decimal: toWireDecimal(facts.quantity),
    tax_rates: [],
    test_clock: facts.customer.test_clock ?? null,
  }
}

function describeParent(subscription: string, item: string | null): Stripe.InvoiceItem.Parent {
  return {
    subscription_details: { subscription, ...(item !== null && { subscription_item: item }) },
    type: 'subscription_details',
  }
}
