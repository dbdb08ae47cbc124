import type Stripe from 'stripe'
import { z } from 'zod'
import { addEnteredCard } from '../payments/add-card.ts'
import { confirmPaymentIntent, finishAuthentication, requireConfirmable } from '../payments/confirm-payment-intent.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import type { World } from '../world.ts'
import { defineBrowserEndpoint, defineEndpoint } from './endpoint.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'

export const paymentIntentEndpoints = [
  defineEndpoint<Stripe.PaymentIntentRetrieveParams>({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    params: 'PaymentIntentRetrieveParams',
    supports: ['client_secret'],
    run: (world, _params, id) => requireIntent(world, id),
  }),
  defineEndpoint<Stripe.PaymentIntentConfirmParams>({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    params: 'PaymentIntentConfirmParams',
    supports: ['payment_method', 'return_url', 'use_stripe_sdk'],
    run(world, params, id) {
      const intent = requireIntent(world, id)
      if (params.payment_method === undefined) {
        throw createInvalidRequestError(
          'You cannot confirm this PaymentIntent because it is missing a payment method.',
          {
            code: 'payment_intent_unexpected_state',
          },
        )
      }
      requireConfirmable(intent)
      return confirmPaymentIntent(world, intent, resolveMethod(world, params.payment_method))
    },
  }),
]

const clientSecret = z.strictObject({ client_secret: z.string() })

const cardForm = z.strictObject({
  client_secret: z.string(),
  return_url: z.url().optional(),
  payment_method_data: z.strictObject({
    type: z.literal('card'),
    card: z.strictObject({
      number: z.string().regex(/^[\d ]{12,23}$/),
      exp_month: z.coerce.number().int().min(1).max(12),
      exp_year: z.coerce.number().int(),
      cvc: z.string().regex(/^\d{3,4}$/),
    }),
  }),
})

/** What Stripe.js calls with the publishable key; the client secret is the right to do it. */
export const browserEndpoints = [
  defineBrowserEndpoint({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    input: clientSecret,
    run: (world, input, id) => requireIntentBySecret(world, id, input.client_secret),
  }),
  defineBrowserEndpoint({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    input: cardForm,
    run(world, input, id) {
      const intent = requireIntentBySecret(world, id, input.client_secret)
      requireConfirmable(intent)
      return confirmPaymentIntent(world, intent, addEnteredCard(world, input.payment_method_data.card))
    },
  }),
  // Ours: with real Stripe the bank's page reports this.
  defineBrowserEndpoint({
    method: 'POST',
    path: '/v1/payment_intents/:id/authentication',
    input: clientSecret.extend({ outcome: z.enum(['succeeded', 'failed']) }),
    run(world, input, id) {
      const intent = requireIntentBySecret(world, id, input.client_secret)
      finishAuthentication(world, intent, input.outcome === 'succeeded')
      return intent
    },
  }),
]

function requireIntent(world: World, id: string): Stripe.PaymentIntent {
  const intent = world.state.paymentIntents[id]
  if (!intent) throw createNotFoundError('payment_intent', id)
  return intent
}

function requireIntentBySecret(world: World, id: string, secret: string): Stripe.PaymentIntent {
  const intent = requireIntent(world, id)
  if (intent.client_secret === secret) return intent
  throw createInvalidRequestError(
    'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    {
      code: 'payment_intent_invalid_parameter',
      param: 'client_secret',
    },
  )
}
