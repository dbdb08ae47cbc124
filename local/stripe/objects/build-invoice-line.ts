import type Stripe from 'stripe'
import { toWireDecimal } from './build-price.ts'
import { newId } from './new-id.ts'

/** One line per subscription item, for the period that the item is in. */
export function buildInvoiceLine(
  invoice: string,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): Stripe.InvoiceLineItem {
  const unitAmount = item.price.unit_amount ?? 0
  const quantity = item.quantity ?? 1
  const product = typeof item.price.product === 'string' ? item.price.product : item.price.product.id
  return {
    id: newId('il'),
    object: 'line_item',
    amount: unitAmount * quantity,
    currency: item.price.currency,
    description: `${quantity} × ${item.price.lookup_key ?? item.price.id}`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { end: item.current_period_end, start: item.current_period_start },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: item.price.id, product },
      type: 'price_details',
      unit_amount_decimal: toWireDecimal(unitAmount),
    },
    quantity,
    quantity_decimal: toWireDecimal(quantity),
    subscription: subscription.id,
    subtotal: unitAmount * quantity,
    taxes: [],
  }
}
