import { z } from 'zod'
import { confirmPaymentIntent, finishAuthentication, requireConfirmable } from '../payments/confirm-payment-intent.ts'
import { defineBrowserEndpoint } from './endpoint.ts'
import { chooseMethod, clientSecret, confirmation } from './method-form.ts'
import { requirePaymentIntentBySecret } from './require-intent.ts'

/** What Stripe.js calls about a payment; the client secret is the right to do it. */
export const paymentIntentBrowserEndpoints = [
  defineBrowserEndpoint({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    input: clientSecret,
    run: (world, input, id) => requirePaymentIntentBySecret(world, id, input.client_secret),
  }),
  defineBrowserEndpoint({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    input: confirmation.extend({ setup_future_usage: z.enum(['off_session', 'on_session']).optional() }),
    run(world, input, id) {
      const intent = requirePaymentIntentBySecret(world, id, input.client_secret)
      requireConfirmable(intent)
      const method = chooseMethod(world, intent, input)
      // The box in the form was ticked, under which it says what the card is kept for.
      if (input.setup_future_usage) intent.setup_future_usage = input.setup_future_usage
      return confirmPaymentIntent(world, intent, method)
    },
  }),
  // Ours: with real Stripe the bank's page reports this.
  defineBrowserEndpoint({
    method: 'POST',
    path: '/v1/payment_intents/:id/authentication',
    input: clientSecret.extend({ outcome: z.enum(['succeeded', 'failed']) }),
    run(world, input, id) {
      const intent = requirePaymentIntentBySecret(world, id, input.client_secret)
      finishAuthentication(world, intent, input.outcome === 'succeeded')
      return intent
    },
  }),
]
