import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findSubscriptionOfInvoice, idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { invoiceItemOf } from './find-debits.ts'

/** A draft becomes an invoice of the account; the items that are on it wait no longer. */
export function recordInvoice(world: World, invoice: Stripe.Invoice): void {
  world.state.invoices[invoice.id] = invoice
  for (const line of invoice.lines.data) {
    const item = world.state.invoiceItems[invoiceItemOf(line) ?? '']
    if (item) item.invoice = invoice.id
  }
  emitEvent(world, 'invoice.created', invoice)
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  if (subscription) endUsedDiscounts(world, subscription, invoice)
}

export function recordInvoiceItem(world: World, item: Stripe.InvoiceItem): void {
  world.state.invoiceItems[item.id] = item
  emitEvent(world, 'invoiceitem.created', item)
}

/** A coupon for `once` is used up by the first invoice that it takes something off. */
function endUsedDiscounts(world: World, subscription: Stripe.Subscription, invoice: Stripe.Invoice): void {
  const used = (invoice.total_discount_amounts ?? [])
    .filter(({ amount }) => amount > 0)
    .map(({ discount }) => idOf(discount) ?? '')
    .filter((id) => durationOf(world, id) === 'once')
  endDiscounts(world, subscription, used)
}

export function endDiscounts(world: World, subscription: Stripe.Subscription, ids: readonly string[]): void {
  if (ids.length === 0) return
  for (const id of ids) {
    const discount = world.state.discounts[id]
    if (discount) emitEvent(world, 'customer.discount.deleted', discount)
  }
  changeObject(world, 'customer.subscription.updated', subscription, {
    discounts: subscription.discounts.filter((discount) => !ids.includes(idOf(discount) ?? '')),
  })
}

const durationOf = ({ state }: World, discount: string) =>
  state.coupons[idOf(state.discounts[discount]?.source.coupon) ?? '']?.duration
