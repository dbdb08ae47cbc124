import { z } from 'zod'
import {
  confirmSetupIntent,
  finishSetupAuthentication,
  requireConfirmableSetup,
} from '../payments/confirm-setup-intent.ts'
import { defineBrowserEndpoint } from './endpoint.ts'
import { chooseMethod, clientSecret, confirmation } from './method-form.ts'
import { requireSetupIntentBySecret } from './require-intent.ts'

/** What Stripe.js calls about a set-up; the client secret is the right to do it. */
export const setupIntentBrowserEndpoints = [
  defineBrowserEndpoint({
    method: 'GET',
    path: '/v1/setup_intents/:id',
    input: clientSecret,
    run: (world, input, id) => requireSetupIntentBySecret(world, id, input.client_secret),
  }),
  defineBrowserEndpoint({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    input: confirmation,
    run(world, input, id) {
      const intent = requireSetupIntentBySecret(world, id, input.client_secret)
      requireConfirmableSetup(intent)
      return confirmSetupIntent(world, intent, chooseMethod(world, intent, input))
    },
  }),
  // Ours: with real Stripe the bank's page reports this.
  defineBrowserEndpoint({
    method: 'POST',
    path: '/v1/setup_intents/:id/authentication',
    input: clientSecret.extend({ outcome: z.enum(['succeeded', 'failed']) }),
    run(world, input, id) {
      const intent = requireSetupIntentBySecret(world, id, input.client_secret)
      finishSetupAuthentication(world, intent, input.outcome === 'succeeded')
      return intent
    },
  }),
]
