import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findIntentOfInvoice, findInvoicePayments, requireCustomerOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { changeBalance } from './change-balance.ts'

/** Nobody can pay it any more: the payment intent goes with the invoice. */
export function voidInvoice(world: World, invoice: Stripe.Invoice): void {
  const now = readNow(world)
  changeObject(world, 'invoice.updated', invoice, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: now },
  })
  emitEvent(world, 'invoice.voided', invoice)
  returnBalance(world, invoice)
  for (const payment of findInvoicePayments(world.state, invoice.id)) {
    payment.status = 'canceled'
    payment.status_transitions = { ...payment.status_transitions, canceled_at: now }
  }
  const intent = findIntentOfInvoice(world.state, invoice.id)
  if (!intent || intent.status === 'succeeded') return
  Object.assign(intent, {
    status: 'canceled',
    canceled_at: now,
    cancellation_reason: 'void_invoice',
    next_action: null,
  })
  emitEvent(world, 'payment_intent.canceled', intent)
}

/** A credit that would have paid part of it is the customer's again. */
function returnBalance(world: World, invoice: Stripe.Invoice): void {
  const applied = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance
  if (applied === 0) return
  changeBalance(world, requireCustomerOf(world.state, invoice), {
    type: 'unapplied_from_invoice',
    amount: -applied,
    currency: invoice.currency,
    invoice: invoice.id,
    description: null,
    metadata: {},
  })
}
