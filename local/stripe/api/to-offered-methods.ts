import type { OfferedMethods } from '../objects/offered-methods.ts'
import { createInvalidRequestError, createUnsupportedError } from './stripe-api-error.ts'

type OfferParams = {
  allowed_payment_method_types?: string[]
  automatic_payment_methods?: { enabled: boolean; allow_redirects?: string }
}

const simulated = ['card', 'sepa_debit']

/** Unasked, the account's own methods are offered (https://docs.stripe.com/payments/payment-methods/dynamic-payment-methods). */
export function toOfferedMethods(params: OfferParams): OfferedMethods {
  const { allowed_payment_method_types: types, automatic_payment_methods: automatic } = params
  if (types !== undefined && automatic?.enabled) {
    throw createInvalidRequestError(
      'You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods.',
      { code: 'parameters_exclusive' },
    )
  }
  if (types !== undefined) {
    const unknown = types.find((type) => !simulated.includes(type))
    if (unknown) throw createUnsupportedError(`allowed_payment_method_types=${unknown}`)
    return { kind: 'allowed', types }
  }
  if (automatic?.enabled === false) return { kind: 'card' }
  return { kind: 'automatic', allowRedirects: automatic?.allow_redirects === 'never' ? 'never' : 'always' }
}
