import type Stripe from 'stripe'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createUnsupportedError } from './stripe-api-error.ts'

type Changes = Partial<Stripe.PaymentMethod>

/** What `paymentMethods.update` changes: a card's number never, so its fingerprint stays. */
export function toMethodChanges(method: Stripe.PaymentMethod, params: Stripe.PaymentMethodUpdateParams): Changes {
  return {
    metadata: mergeMetadata(method.metadata ?? {}, params.metadata),
    ...(params.allow_redisplay !== undefined && { allow_redisplay: params.allow_redisplay }),
    ...(params.billing_details && { billing_details: toBillingDetails(method, params.billing_details) }),
    ...(params.card && { card: toCard(method, params.card) }),
  }
}

function toBillingDetails(
  { billing_details: before }: Stripe.PaymentMethod,
  { address, ...details }: Stripe.PaymentMethodUpdateParams.BillingDetails,
): Stripe.PaymentMethod.BillingDetails {
  const emptied = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, value || null]))
  if (address === undefined) return { ...before, ...emptied }
  return { ...before, ...emptied, address: address ? { ...noAddress, ...before.address, ...address } : null }
}

function toCard(
  method: Stripe.PaymentMethod,
  change: Stripe.PaymentMethodUpdateParams.Card,
): Stripe.PaymentMethod.Card {
  if (!method.card) throw createInvalidRequestError('This PaymentMethod is not a card.', { param: 'card' })
  const stray = Object.keys(change).find((name) => name !== 'exp_month' && name !== 'exp_year')
  if (stray) throw createUnsupportedError(`card[${stray}]`)
  const { exp_month = method.card.exp_month, exp_year = method.card.exp_year } = change
  if (exp_month < 1 || exp_month > 12) {
    throw createInvalidRequestError("Your card's expiration month is invalid.", {
      code: 'invalid_expiry_month',
      param: 'card[exp_month]',
    })
  }
  return { ...method.card, exp_month, exp_year }
}

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
