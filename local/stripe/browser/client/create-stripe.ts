import { type ConfirmOptions, confirmIntent } from './confirm-intent.ts'
import { createElements } from './create-elements.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { finishNextAction } from './finish-next-action.ts'
import { type IntentKind, type IntentResult, kindOf, paymentKind, setupKind, toResult } from './intent-kind.ts'
import { requireIntentSecret } from './require-intent-secret.ts'
import type { ElementsOptions, Intent, StripeError } from './stripe-js-types.ts'

/** What `Stripe(publishableKey)` returns. */
export function createStripe(api: SimulatorApi) {
  async function retrieve(kind: IntentKind, secret: string, caller: string): Promise<IntentResult> {
    return toResult(kind, await api.retrieve(requireIntentSecret(kind, secret, caller)))
  }
  return {
    elements: (options: ElementsOptions = {}) => createElements(api, options),
    confirmPayment: (options: ConfirmOptions) => confirmIntent(api, paymentKind, 'confirmPayment', options),
    confirmSetup: (options: ConfirmOptions) => confirmIntent(api, setupKind, 'confirmSetup', options),
    retrievePaymentIntent: (secret: string) => retrieve(paymentKind, secret, 'retrievePaymentIntent'),
    retrieveSetupIntent: (secret: string) => retrieve(setupKind, secret, 'retrieveSetupIntent'),
    async handleNextAction({ clientSecret }: { clientSecret: string }): Promise<IntentResult> {
      const kind = kindOf(String(clientSecret))
      const found = await api.retrieve(requireIntentSecret(kind, clientSecret, 'handleNextAction'))
      if (found.error) return { error: found.error }
      if (found.intent.status !== 'requires_action') return { error: describeState(kind, found.intent) }
      return toResult(kind, await finishNextAction(api, found.intent))
    },
    // react-stripe-js takes an object for Stripe.js only if it has these.
    createToken: refuse('createToken'),
    createPaymentMethod: refuse('createPaymentMethod'),
    confirmCardPayment: refuse('confirmCardPayment'),
    // Our pages confirm in the browser, so nothing is ever put into a token.
    createConfirmationToken: refuse('createConfirmationToken'),
    registerAppInfo() {},
    _registerWrapper() {},
  }
}

function describeState(kind: IntentKind, intent: Intent): StripeError {
  return {
    type: 'invalid_request_error',
    code: `${kind.param}_unexpected_state`,
    message: `handleNextAction: the ${kind.noun} supplied is not in the requires_action state but in ${intent.status}.`,
  }
}

const refuse = (name: string) => async () => ({
  error: { type: 'invalid_request_error', message: `The local stand-in for Stripe.js does not model ${name}.` },
})
