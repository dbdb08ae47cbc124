import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildInvoicePayment } from '../objects/build-invoice-payment.ts'
import { buildPaymentIntent } from '../objects/build-payment-intent.ts'
import { findSubscriptionOfInvoice, requireCustomerOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'

/** From draft to open: the invoice gets its number and the payment intent that will pay it. */
export function finalizeInvoice(world: World, invoice: Stripe.Invoice): Stripe.PaymentIntent {
  const now = readNow(world)
  const customer = requireCustomerOf(world.state, invoice)
  const sequence = customer.next_invoice_sequence ?? 1
  const intent = startPayment(world, invoice, customer)
  const payment = buildInvoicePayment(invoice, intent, now)
  world.state.invoicePayments[payment.id] = payment
  // The customer's invoice sequence moves without an event of its own.
  customer.next_invoice_sequence = sequence + 1
  changeObject(world, 'invoice.updated', invoice, {
    automatically_finalizes_at: null,
    effective_at: now,
    ending_balance: 0,
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
    webhooks_delivered_at: now,
  })
  emitEvent(world, 'invoice.finalized', invoice)
  return intent
}

function startPayment(world: World, invoice: Stripe.Invoice, customer: Stripe.Customer): Stripe.PaymentIntent {
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  const isFirst = invoice.billing_reason === 'subscription_create'
  const savesCard = subscription?.payment_settings?.save_default_payment_method === 'on_subscription'
  const intent = buildPaymentIntent({
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: customer.id,
    description: isFirst ? 'Subscription creation' : 'Subscription update',
    setupFutureUsage: savesCard ? 'off_session' : null,
    created: readNow(world),
  })
  world.state.paymentIntents[intent.id] = intent
  emitEvent(world, 'payment_intent.created', intent)
  return intent
}
