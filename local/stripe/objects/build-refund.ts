import type Stripe from 'stripe'
import { newId } from './new-id.ts'

export type RefundFacts = {
  charge: Stripe.Charge
  amount: number
  reason: Stripe.Refund.Reason | null
  metadata: Stripe.Metadata
  created: number
}

/** A refund to a card succeeds at once, as far as Stripe says. */
export function buildRefund({ charge, amount, reason, metadata, created }: RefundFacts): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: describeDestination(null),
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

/** `reference`: what the customer's bank can find the refund by; null until it is known. */
export function describeDestination(reference: string | null): Stripe.Refund.DestinationDetails {
  const card = { reference_type: 'acquirer_reference_number', type: 'refund' as const }
  if (reference === null) return { card: { ...card, reference_status: 'pending' }, type: 'card' }
  return { card: { ...card, reference, reference_status: 'available' }, type: 'card' }
}
