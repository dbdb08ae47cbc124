import type Stripe from 'stripe'
import { newId, randomLetters } from './new-id.ts'

export type PaymentIntentFacts = {
  amount: number
  currency: string
  customer: string
  description: string
  setupFutureUsage: 'off_session' | null
  created: number
}

/** The intent that pays an invoice: no card yet, and a secret with which the browser may confirm it. */
export function buildPaymentIntent(facts: PaymentIntentFacts): Stripe.PaymentIntent {
  const id = newId('pi')
  return {
    ...unusedFields,
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
    metadata: {},
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    setup_future_usage: facts.setupFutureUsage,
    status: 'requires_payment_method',
  }
}

// Stripe sends these with every payment intent; the flows here leave them as they are or fill them in later.
const unusedFields = {
  allowed_payment_method_types: null,
  amount_details: { tip: {} },
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
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
  receipt_email: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Stripe.PaymentIntent>
