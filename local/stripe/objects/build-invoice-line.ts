import type Stripe from 'stripe'
import { toWireDecimal } from './build-price.ts'
import { idOf } from './find-object.ts'
import { newId } from './new-id.ts'

type CreditedItems = Stripe.InvoiceLineItem.Parent.SubscriptionItemDetails.ProrationDetails.CreditedItems

export type InvoiceLineFacts = {
  amount: number
  currency: string
  description: string | null
  period: { start: number; end: number }
  /** Null: an amount by itself, without a price. */
  price: Stripe.Price | null
  quantity: number
  metadata: Stripe.Metadata
  discountable: boolean
  subscription: string | null
  /** Null: it stands for no item of a subscription. */
  subscriptionItem: string | null
  invoiceItem: string | null
  proration: boolean
  creditedItems: CreditedItems | null
}

export function buildInvoiceLine(invoice: string, facts: InvoiceLineFacts): Stripe.InvoiceLineItem {
  return {
    id: newId('il'),
    object: 'line_item',
    amount: facts.amount,
    currency: facts.currency,
    description: facts.description,
    discount_amounts: [],
    discountable: facts.discountable,
    discounts: [],
    invoice,
    livemode: false,
    metadata: facts.metadata,
    parent: buildParent(facts),
    period: { ...facts.period },
    pretax_credit_amounts: [],
    pricing: facts.price && {
      price_details: { price: facts.price.id, product: idOf(facts.price.product) ?? '' },
      type: 'price_details',
      unit_amount_decimal: toWireDecimal(facts.price.unit_amount ?? 0),
    },
    quantity: facts.quantity,
    quantity_decimal: toWireDecimal(facts.quantity),
    subscription: facts.subscription,
    subtotal: facts.amount,
    taxes: [],
  }
}

/** A line of a subscription's item, also when it came by way of an invoice item; otherwise the invoice item's own. */
function buildParent(facts: InvoiceLineFacts): Stripe.InvoiceLineItem.Parent {
  const { invoiceItem, proration, subscription } = facts
  const details = { proration, proration_details: { credited_items: facts.creditedItems }, subscription }
  if (facts.subscriptionItem !== null) {
    return {
      invoice_item_details: null,
      subscription_item_details: { ...details, invoice_item: invoiceItem, subscription_item: facts.subscriptionItem },
      type: 'subscription_item_details',
    }
  }
  return {
    invoice_item_details: { ...details, invoice_item: invoiceItem ?? '' },
    subscription_item_details: null,
    type: 'invoice_item_details',
  }
}
