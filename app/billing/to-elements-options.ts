import type { StripeElementsOptionsMode } from '@stripe/stripe-js'
import type { Offer } from '#app/billing/describe-offer.ts'

type Terms = Pick<Offer, 'amount' | 'currency' | 'trialDays'>

/** What the form will confirm. Stripe refuses a payment of another amount than the form has shown. */
export function toElementsOptions(offer: Terms, session: string | null): StripeElementsOptionsMode {
  const saved = session ? { customerSessionClientSecret: session } : {}
  const { amount, currency } = offer
  // Nothing is paid today: the card is kept and checked, and charged when the trial is over.
  return offer.trialDays > 0
    ? { mode: 'setup', currency, setupFutureUsage: 'off_session', ...saved }
    : { mode: 'subscription', amount, currency, ...saved }
}
