import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildInvoicePayment } from '../objects/build-invoice-payment.ts'
import { buildPaymentIntent } from '../objects/build-payment-intent.ts'
import { findSubscriptionOfInvoice, requireCustomerOf } from '../objects/find-object.ts'
import { randomLetters } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { changeBalance } from './change-balance.ts'
import { recordPaidInvoice } from './record-paid-invoice.ts'
import { settleBalance } from './settle-balance.ts'

/**
 * From draft to open: the invoice gets its number, the customer's balance and the payment intent that will pay it. Null:
 * there is nothing to pay, and so it is paid.
 */
export function finalizeInvoice(world: World, invoice: Stripe.Invoice): Stripe.PaymentIntent | null {
  const now = readNow(world)
  const customer = requireCustomerOf(world.state, invoice)
  const sequence = customer.next_invoice_sequence ?? 1
  // The customer's invoice sequence moves without an event of its own.
  customer.next_invoice_sequence = sequence + 1
  const settled = applyBalance(world, customer, invoice)
  const intent = settled.amount_due > 0 ? startPayment(world, invoice, customer, settled.amount_due) : null
  const page = `${world.origin}/invoice/${randomLetters(32)}`
  changeObject(world, 'invoice.updated', invoice, {
    ...settled,
    automatically_finalizes_at: null,
    effective_at: now,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    next_payment_attempt: null,
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
    webhooks_delivered_at: now,
  })
  emitEvent(world, 'invoice.finalized', invoice)
  if (!intent) recordPaidInvoice(world, invoice, null)
  return intent
}

function applyBalance(world: World, customer: Stripe.Customer, invoice: Stripe.Invoice) {
  const starting = customer.balance
  const { amountDue, endingBalance } = settleBalance(invoice.total, starting)
  if (endingBalance !== starting) {
    changeBalance(world, customer, {
      type: endingBalance > 0 ? 'invoice_too_small' : 'applied_to_invoice',
      amount: endingBalance - starting,
      currency: invoice.currency,
      invoice: invoice.id,
      description: null,
      metadata: {},
    })
  }
  return {
    amount_due: amountDue,
    amount_remaining: amountDue,
    starting_balance: starting,
    ending_balance: endingBalance,
  }
}

function startPayment(
  world: World,
  invoice: Stripe.Invoice,
  customer: Stripe.Customer,
  amount: number,
): Stripe.PaymentIntent {
  const subscription = findSubscriptionOfInvoice(world.state, invoice)
  const isFirst = invoice.billing_reason === 'subscription_create'
  const savesCard = subscription?.payment_settings?.save_default_payment_method === 'on_subscription'
  const intent = buildPaymentIntent({
    amount,
    currency: invoice.currency,
    customer: customer.id,
    description: isFirst ? 'Subscription creation' : 'Subscription update',
    setupFutureUsage: savesCard ? 'off_session' : null,
    created: readNow(world),
  })
  world.state.paymentIntents[intent.id] = intent
  emitEvent(world, 'payment_intent.created', intent)
  const payment = buildInvoicePayment(invoice, intent, readNow(world))
  world.state.invoicePayments[payment.id] = payment
  return intent
}
