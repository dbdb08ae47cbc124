import type { StripeError } from '@stripe/stripe-js'

const fallback = 'The payment could not be sent. Nothing was charged. Please try again.'

/** A failed attempt to pay, in a sentence. Stripe writes some messages for the person who pays, the others for developers. */
export function describePaymentError(error: Pick<StripeError, 'type' | 'code' | 'message'> | null): string {
  const isForPeople =
    error?.type === 'card_error' ||
    error?.type === 'validation_error' ||
    // A failed 3-D Secure check comes as an invalid request, although its message is for people.
    error?.code === 'payment_intent_authentication_failure'
  return (isForPeople && error.message) || fallback
}
