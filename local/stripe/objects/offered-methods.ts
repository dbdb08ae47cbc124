import type Stripe from 'stripe'

type MethodType = 'card' | 'sepa_debit'

/** Which payment methods an intent may be confirmed with: those that are named, or what the account has switched on. */
export type OfferedMethods =
  | { kind: 'allowed'; types: string[] }
  | { kind: 'automatic'; allowRedirects: 'always' | 'never' }
  /** An invoice's own payment: by card. */
  | { kind: 'card' }

type MethodFields = {
  allowed_payment_method_types: MethodType[] | null
  automatic_payment_methods: Stripe.PaymentIntent.AutomaticPaymentMethods | null
  payment_method_types: MethodType[]
}

/** SEPA is switched on in the simulated account; Stripe offers it by itself for euros only. */
export function toMethodFields(offered: OfferedMethods, currency?: string): MethodFields {
  const none = { allowed_payment_method_types: null, automatic_payment_methods: null }
  if (offered.kind === 'card') return { ...none, payment_method_types: ['card'] }
  if (offered.kind === 'allowed') {
    const types = offered.types as MethodType[]
    return { ...none, allowed_payment_method_types: types, payment_method_types: types }
  }
  return {
    ...none,
    automatic_payment_methods: { allow_redirects: offered.allowRedirects, enabled: true },
    payment_method_types: currency === 'eur' ? ['card', 'sepa_debit'] : ['card'],
  }
}
