/** What the page after paying says. `asking`: the browser has not heard from Stripe yet. */
export type ReturnState = 'asking' | 'done' | 'unlocking' | 'processing' | 'failed' | 'canceled' | 'unknown' | 'nothing'

/** Stripe's PaymentIntent status; `none` without a payment in the address, `unreadable` when Stripe did not give one. */
export type PaymentStatus = string | 'none' | 'unreadable' | null

/** The payment speaks first: access that comes from elsewhere must not hide that this payment failed. */
export function decideReturnState(payment: PaymentStatus, hasAccess: boolean): ReturnState {
  switch (payment) {
    case null:
      return 'asking'
    case 'succeeded':
      return hasAccess ? 'done' : 'unlocking'
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
      return hasAccess ? 'done' : 'nothing'
    default:
      return hasAccess ? 'done' : 'unknown'
  }
}
