import type { Intent, IntentAnswer, StripeError } from './stripe-js-types.ts'

/** The two kinds of intent differ in their names only, as far as Stripe.js goes. */
export type IntentKind = {
  noun: 'PaymentIntent' | 'SetupIntent'
  prefix: 'pi' | 'seti'
  key: 'paymentIntent' | 'setupIntent'
  param: 'payment_intent' | 'setup_intent'
}

export const paymentKind: IntentKind = {
  noun: 'PaymentIntent',
  prefix: 'pi',
  key: 'paymentIntent',
  param: 'payment_intent',
}

export const setupKind: IntentKind = { noun: 'SetupIntent', prefix: 'seti', key: 'setupIntent', param: 'setup_intent' }

export const kindOf = (intentOrSecret: string): IntentKind =>
  intentOrSecret.startsWith('seti_') ? setupKind : paymentKind

/** `{ paymentIntent }`, `{ setupIntent }` or `{ error }`, as every call of Stripe.js answers. */
export type IntentResult = { paymentIntent?: Intent; setupIntent?: Intent; error?: StripeError }

export function toResult(kind: IntentKind, answer: IntentAnswer): IntentResult {
  return answer.error ? { error: answer.error } : { [kind.key]: answer.intent }
}
