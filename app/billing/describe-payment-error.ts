import type { StripeError } from '@stripe/stripe-js'

type Fault = Pick<StripeError, 'type' | 'code' | 'message'>

const fallback = 'The payment could not be sent. Nothing was charged. Please try again.'
// Whether Stripe has received it is not known: the same payment is confirmed again, so trying again cannot charge twice.
const lost =
  'The connection to Stripe was lost before we heard how the payment ended. Please try again: the same payment cannot be charged twice.'

/** A failed attempt to pay, in a sentence. Stripe writes some messages for the person who pays, the others for developers. */
export function describePaymentError(error: Fault | null): string {
  if (error?.type === 'api_connection_error' || error?.type === 'api_error') return lost
  const isForPeople =
    error?.type === 'card_error' ||
    error?.type === 'validation_error' ||
    // A failed 3-D Secure check comes as an invalid request, although its message is for people.
    error?.code === 'payment_intent_authentication_failure' ||
    error?.code === 'setup_intent_authentication_failure'
  return (isForPeople && error.message) || fallback
}
