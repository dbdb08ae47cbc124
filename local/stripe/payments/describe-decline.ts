import type Stripe from 'stripe'
import type { Decline } from './decide-charge.ts'

/** The bank's no in the words of `last_payment_error`, `last_setup_error` and the answer 402. */
export function describeDecline(decision: Decline, method: Stripe.PaymentMethod, charge?: Stripe.Charge) {
  return {
    ...(decision.adviceCode && { advice_code: decision.adviceCode }),
    ...(charge && { charge: charge.id }),
    code: decision.code,
    decline_code: decision.declineCode,
    doc_url: `https://docs.stripe.com/error-codes#${decision.code.replaceAll('_', '-')}`,
    message: decision.message,
    payment_method: structuredClone(method),
    type: 'card_error' as const,
  }
}
