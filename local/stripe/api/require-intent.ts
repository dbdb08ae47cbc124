import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'

export function requirePaymentIntent(world: World, id: string): Stripe.PaymentIntent {
  const intent = world.state.paymentIntents[id]
  if (!intent) throw createNotFoundError('payment_intent', id)
  return intent
}

export function requireSetupIntent(world: World, id: string): Stripe.SetupIntent {
  const intent = world.state.setupIntents[id]
  if (!intent) throw createNotFoundError('setupintent', id)
  return intent
}

/** For the browser: whoever knows the secret may see and confirm the intent. */
export function requirePaymentIntentBySecret(world: World, id: string, secret: string): Stripe.PaymentIntent {
  return requireSecret(requirePaymentIntent(world, id), secret, 'PaymentIntent')
}

export function requireSetupIntentBySecret(world: World, id: string, secret: string): Stripe.SetupIntent {
  return requireSecret(requireSetupIntent(world, id), secret, 'SetupIntent')
}

function requireSecret<T extends { client_secret: string | null; object: string }>(
  intent: T,
  secret: string,
  noun: string,
): T {
  if (intent.client_secret === secret) return intent
  throw createInvalidRequestError(
    `The client_secret provided does not match the client_secret associated with the ${noun}.`,
    { code: `${intent.object}_invalid_parameter`, param: 'client_secret' },
  )
}
