import Stripe from 'stripe'

/** Stripe's test cards, by the ids that stand for them in server code (https://docs.stripe.com/testing#cards). */
export const cards = {
  visa: 'pm_card_visa',
  mastercard: 'pm_card_mastercard',
  insufficientFunds: 'pm_card_visa_chargeDeclinedInsufficientFunds',
  asksForAuthentication: 'pm_card_authenticationRequired',
  /** Can be attached; each charge afterwards is declined. */
  declinesLater: 'pm_card_chargeCustomerFail',
  /** Is paid, and its owner complains to the bank at once. */
  disputed: 'pm_card_createDispute',
} as const

const returnUrl = 'https://tandem.example.com/return'

/** `pi_…_secret_…` → `pi_…` */
export function intentOf(clientSecret: unknown): string {
  return String(clientSecret).split('_secret_')[0] ?? ''
}

/** What the form in the browser does with its secret, from the server's side. Throws Stripe's error when it is declined. */
export function confirmPayment(stripe: Stripe, clientSecret: unknown, card: string = cards.visa) {
  return stripe.paymentIntents.confirm(intentOf(clientSecret), { payment_method: card, return_url: returnUrl })
}

export function confirmSetup(stripe: Stripe, clientSecret: unknown, card: string = cards.visa) {
  return stripe.setupIntents.confirm(intentOf(clientSecret), { payment_method: card, return_url: returnUrl })
}

/** The decline code of a payment that must be declined. */
export async function readDecline(payment: Promise<unknown>): Promise<string | undefined> {
  try {
    await payment
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return error.decline_code ?? error.code
    throw error
  }
  throw new Error('The payment was not declined')
}
