import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import {
  findInvoicePayments,
  findInvoicesOfSubscription,
  findSubscriptionOfInvoice,
  idOf,
} from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { applyPendingChange } from './pending-change.ts'

/**
 * The money is there: the invoice is paid, and the subscription has what it was waiting for. Without an intent there was
 * nothing to pay, or it was paid outside Stripe.
 */
export function recordPaidInvoice(world: World, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent | null): void {
  const now = readNow(world)
  changeObject(world, 'invoice.updated', invoice, {
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + (intent ? 1 : 0),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  })
  for (const payment of findInvoicePayments(world.state, invoice.id)) {
    if (!intent || idOf(payment.payment.payment_intent) !== intent.id) continue
    payment.amount_paid = intent.amount
    payment.status = 'paid'
    payment.status_transitions = { ...payment.status_transitions, paid_at: now }
    emitEvent(world, 'invoice_payment.paid', payment)
  }
  emitEvent(world, 'invoice.paid', invoice)
  emitEvent(world, 'invoice.payment_succeeded', invoice)
  const customer = world.state.customers[idOf(invoice.customer) ?? '']
  if (customer) changeObject(world, 'customer.updated', customer, { delinquent: false })
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  if (!subscription) return
  applyPendingChange(world, subscription, invoice)
  activateSubscription(world, subscription, invoice, intent)
}

const waiting: readonly string[] = ['incomplete', 'past_due', 'unpaid']

/** The card that paid is kept if so asked; a late payment of an older invoice does not make good for a newer one. */
function activateSubscription(
  world: World,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
  intent: Stripe.PaymentIntent | null,
): void {
  const saves = subscription.payment_settings?.save_default_payment_method === 'on_subscription'
  const isWaiting = waiting.includes(subscription.status) && !isOwedMore(world, subscription, invoice)
  changeObject(world, 'customer.subscription.updated', subscription, {
    ...(isWaiting && { status: 'active' }),
    ...(saves && intent?.payment_method && { default_payment_method: idOf(intent.payment_method) }),
  })
}

/** Drafts do not count: those of an unpaid subscription are collected by nobody. */
function isOwedMore(world: World, subscription: Stripe.Subscription, invoice: Stripe.Invoice): boolean {
  const invoices = findInvoicesOfSubscription(world.state, subscription.id)
  return invoices.slice(invoices.indexOf(invoice) + 1).some((later) => later.status === 'open')
}
