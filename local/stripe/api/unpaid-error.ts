import type Stripe from 'stripe'
import { StripeApiError } from './stripe-api-error.ts'

/** The invoice was to be paid at once and is not: the bank refused, or asks for the customer. */
export function createUnpaidError(intent: Stripe.PaymentIntent | null): StripeApiError {
  const error = intent?.last_payment_error
  return new StripeApiError(402, {
    type: 'card_error',
    code: error?.code ?? 'invoice_payment_intent_requires_action',
    ...(error?.decline_code && { decline_code: error.decline_code }),
    message: error?.message ?? 'This payment requires additional user action before it can be completed.',
    payment_intent: intent,
  })
}
