import type {
  Stripe,
  StripeElements,
  StripeElementsOptionsClientSecret,
  StripeElementsOptionsMode,
} from '@stripe/stripe-js'

export type StripeWindow = Window & { Stripe: (key: string) => Stripe; stripe: Stripe; elements: StripeElements }

type ConfirmOptions = {
  clientSecret?: string
  redirect?: 'if_required'
  confirmParams?: { return_url: string }
}

/** Runs in the page: a card form without React. */
export function mountForm(options: StripeElementsOptionsClientSecret | StripeElementsOptionsMode): void {
  const page = window as unknown as StripeWindow
  page.stripe = page.Stripe('pk_local')
  page.elements = page.stripe.elements(options as StripeElementsOptionsClientSecret)
  page.elements.create('payment').mount('#root')
}

/** Runs in the page: the status of the payment, or what was wrong. */
export async function confirm(options: ConfirmOptions): Promise<string> {
  const { stripe, elements } = window as unknown as StripeWindow
  const confirmed = stripe.confirmPayment({ elements, ...options } as Parameters<Stripe['confirmPayment']>[0])
  // A payment that ends in a redirect never settles.
  if (options.redirect !== 'if_required') return 'redirecting'
  try {
    const { error, paymentIntent } = (await confirmed) as {
      error?: { message: string }
      paymentIntent?: { status: string }
    }
    return error?.message ?? paymentIntent?.status ?? ''
  } catch (error) {
    return String(error)
  }
}
