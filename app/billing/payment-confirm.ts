import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'

/** What the server opened: a payment, or a card to be kept without paying now. */
export type Order = { kind: 'payment' | 'setup'; clientSecret: string }

/**
 * Confirms what the form of these Elements shows and goes to `returnPath`. Comes back only with the fault, as a sentence.
 * A payment that was finished in another tab meanwhile is no fault: its page is shown.
 */
export async function confirmPayment(
  stripe: Stripe,
  elements: StripeElements,
  { kind, clientSecret }: Order,
  returnPath: string,
): Promise<string> {
  const returnUrl = new URL(returnPath, window.location.href)
  const options = { elements, clientSecret, confirmParams: { return_url: returnUrl.href } }
  try {
    const { error } = kind === 'setup' ? await stripe.confirmSetup(options) : await stripe.confirmPayment(options)
    if (!isFinished(error)) return describePaymentError(error)
    returnUrl.searchParams.set(`${kind}_intent_client_secret`, clientSecret)
    window.location.assign(returnUrl)
    return await new Promise<never>(() => {})
  } catch (cause) {
    console.error(cause)
    return describePaymentError(null)
  }
}

function isFinished({ payment_intent, setup_intent }: StripeError): boolean {
  const status = payment_intent?.status ?? setup_intent?.status
  return status === 'succeeded' || status === 'processing'
}

/** The same for a payment that already has its form and its page: the bank may show a window, and the page stays. */
export async function confirmHere(
  stripe: Stripe,
  elements: StripeElements,
  returnPath: string,
): Promise<string | null> {
  const return_url = new URL(returnPath, window.location.href).href
  try {
    const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url }, redirect: 'if_required' })
    return error && !isFinished(error) ? describePaymentError(error) : null
  } catch (cause) {
    console.error(cause)
    return describePaymentError(null)
  }
}
