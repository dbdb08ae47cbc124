import type Stripe from 'stripe'
import { newId, randomLetters } from './new-id.ts'
import { type OfferedMethods, toMethodFields } from './offered-methods.ts'

export type PaymentIntentFacts = {
  amount: number
  currency: string
  customer: string | null
  description: string | null
  setupFutureUsage: 'off_session' | 'on_session' | null
  /** Absent: an invoice's own payment, by card. */
  offered?: OfferedMethods
  metadata?: Stripe.Metadata
  receiptEmail?: string | null
  created: number
}

/** Somebody shall pay: no card yet, and a secret with which the browser may confirm it. */
export function buildPaymentIntent(facts: PaymentIntentFacts): Stripe.PaymentIntent {
  const id = newId('pi')
  return {
    ...unusedFields,
    ...toMethodFields(facts.offered ?? { kind: 'card' }, facts.currency),
    id,
    object: 'payment_intent',
    amount: facts.amount,
    amount_capturable: 0,
    amount_received: 0,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${randomLetters(25)}`,
    confirmation_method: 'automatic',
    created: facts.created,
    currency: facts.currency,
    customer: facts.customer,
    description: facts.description,
    livemode: false,
    metadata: facts.metadata ?? {},
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    receipt_email: facts.receiptEmail ?? null,
    setup_future_usage: facts.setupFutureUsage,
    status: 'requires_payment_method',
  }
}

// Stripe sends these with every payment intent; the flows here leave them as they are or fill them in later.
const unusedFields = {
  amount_details: { tip: {} },
  application: null,
  application_fee_amount: null,
  canceled_at: null,
  cancellation_reason: null,
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  managed_payments: { enabled: false },
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Stripe.PaymentIntent>
