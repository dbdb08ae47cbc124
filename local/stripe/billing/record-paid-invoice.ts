import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findInvoicePayments, findSubscriptionOfInvoice, idOf, requireCustomerOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'

/** The money is there: the invoice is paid, and the subscription has what it was waiting for. */
export function recordPaidInvoice(world: World, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent): void {
  const now = readNow(world)
  changeObject(world, 'invoice.updated', invoice, {
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  })
  for (const payment of findInvoicePayments(world.state, invoice.id)) {
    if (idOf(payment.payment.payment_intent) !== intent.id) continue
    payment.amount_paid = intent.amount
    payment.status = 'paid'
    payment.status_transitions = { ...payment.status_transitions, paid_at: now }
    emitEvent(world, 'invoice_payment.paid', payment)
  }
  emitEvent(world, 'invoice.paid', invoice)
  emitEvent(world, 'invoice.payment_succeeded', invoice)
  changeObject(world, 'customer.updated', requireCustomerOf(world.state, invoice), { delinquent: false })
  activateSubscription(world, invoice, intent)
}

/** A late payment of an older invoice does not make good for a newer one. */
function activateSubscription(world: World, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent): void {
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  if (!subscription || idOf(subscription.latest_invoice) !== invoice.id) return
  if (subscription.status !== 'incomplete' && subscription.status !== 'past_due') return
  const saves = subscription.payment_settings?.save_default_payment_method === 'on_subscription'
  changeObject(world, 'customer.subscription.updated', subscription, {
    status: 'active',
    ...(saves && { default_payment_method: intent.payment_method }),
  })
}
