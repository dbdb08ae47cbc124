/** The fields of a payment or setup intent that our pages and the stand-in look at; the whole object is passed on. */
export type Intent = {
  id: string
  object: 'payment_intent' | 'setup_intent'
  status: string
  client_secret: string
  payment_method_types: string[]
  /** Only of a payment. */
  amount?: number
  currency?: string
  setup_future_usage?: string | null
}

export type StripeError = {
  type: string
  message: string
  code?: string
  decline_code?: string
  payment_intent?: Intent
  setup_intent?: Intent
}

export type IntentAnswer = { intent: Intent; error?: undefined } | { intent?: undefined; error: StripeError }

/** As typed, digits only; the year has two. */
export type Card = { number: string; expMonth: string; expYear: string; cvc: string }

export type WalletType = 'apple_pay' | 'google_pay' | 'link'

/** Said only where a customer session lets the person choose whether the card is kept. */
export type Saving = { allowRedisplay: 'always' | 'limited'; usage?: string }

/** What the person chose to pay with. */
export type Entered =
  | { kind: 'card'; card: Card; wallet?: WalletType; saving?: Saving }
  | { kind: 'saved'; id: string }
  | { kind: 'sepa_debit'; iban: string }

export type EnteredOrFault = { entered: Entered; error?: undefined } | { entered?: undefined; error: StripeError }

export type SavedCard = { id: string; brand: string; last4: string; expMonth: number; expYear: number }

/** What a customer session lets the form do. */
export type CustomerOffer = { savedCards: SavedCard[]; canSave: boolean; saveUsage: string | null }

export type Appearance = { theme?: string; variables?: Record<string, string> }

export type ElementsOptions = {
  clientSecret?: string
  customerSessionClientSecret?: string
  mode?: 'payment' | 'subscription' | 'setup'
  amount?: number
  currency?: string
  setupFutureUsage?: 'off_session' | 'on_session' | null
  allowedPaymentMethodTypes?: string[]
  appearance?: Appearance
  paymentMethodTypes?: unknown
}
