/** What the page after paying says. `asking`: Stripe has not been heard yet. */
export type ReturnState =
  | 'asking'
  | 'done'
  | 'unlocking'
  | 'processing'
  | 'failed'
  | 'canceled'
  | 'trial_used'
  | 'unknown'
  | 'nothing'

/**
 * Stripe's status of the PaymentIntent or SetupIntent; `none` without one of the reader's own in the address, `unreadable`
 * when Stripe did not give one, null while the browser asks.
 */
export type PaymentStatus = string | 'none' | 'unreadable' | null

export type ReturnFacts = {
  payment: PaymentStatus
  /** What was bought is there: a running subscription, an owned extra. */
  isDelivered: boolean
  /** Back from Stripe's own page, which names no payment. */
  isFromCheckout: boolean
  /** Our server has been told to ask Stripe, and has not answered yet. */
  isAsking: boolean
  refusal: 'trial_used' | null
}

/** The payment speaks first: what the reader has from elsewhere must not hide that this payment failed. */
export function decideReturnState(facts: ReturnFacts): ReturnState {
  const { payment, isDelivered, isFromCheckout, isAsking, refusal } = facts
  if (refusal) return refusal
  if (payment === null || isAsking) return 'asking'
  switch (payment) {
    case 'succeeded':
      return isDelivered ? 'done' : 'unlocking'
    case 'processing':
    case 'requires_capture':
      return 'processing'
    case 'requires_payment_method':
    case 'requires_action':
    case 'requires_confirmation':
      return 'failed'
    case 'canceled':
      return 'canceled'
    case 'none':
      if (isDelivered) return 'done'
      return isFromCheckout ? 'unlocking' : 'nothing'
    default:
      return isDelivered ? 'done' : 'unknown'
  }
}
