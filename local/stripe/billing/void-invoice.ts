import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findIntentOfInvoice, findInvoicePayments } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'

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
