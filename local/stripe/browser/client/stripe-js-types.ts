/** The fields of a payment intent that our pages look at; the whole object is passed on. */
export type PaymentIntent = { id: string; status: string; client_secret: string; amount: number; currency: string }

export type StripeError = {
  type: string
  message: string
  code?: string
  decline_code?: string
  payment_intent?: PaymentIntent
}

export type IntentResult =
  | { paymentIntent: PaymentIntent; error?: undefined }
  | { paymentIntent?: undefined; error: StripeError }

/** As typed, digits only; the year has two. */
export type Card = { number: string; expMonth: string; expYear: string; cvc: string }

export type Appearance = { theme?: string; variables?: Record<string, string> }

export type ElementsOptions = {
  clientSecret?: string
  mode?: 'payment' | 'subscription' | 'setup'
  amount?: number
  currency?: string
  appearance?: Appearance
  paymentMethodTypes?: unknown
}
