import { askForAuthentication } from './ask-for-authentication.ts'
import { confirmPayment } from './confirm-payment.ts'
import { createElements } from './create-elements.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { finishNextAction } from './finish-next-action.ts'
import { requireIntentSecret } from './require-intent-secret.ts'
import type { ElementsOptions, StripeError } from './stripe-js-types.ts'

/** What `Stripe(publishableKey)` returns. */
export function createStripe(api: SimulatorApi) {
  return {
    elements: (options: ElementsOptions = {}) => createElements(api, options),
    confirmPayment: (options: Parameters<typeof confirmPayment>[1]) => confirmPayment(api, options),
    async retrievePaymentIntent(clientSecret: string) {
      return api.retrieve(requireIntentSecret(clientSecret, 'retrievePaymentIntent'))
    },
    async handleNextAction({ clientSecret }: { clientSecret: string }) {
      const found = await api.retrieve(requireIntentSecret(clientSecret, 'handleNextAction'))
      if (found.error || found.paymentIntent.status === 'requires_action') {
        return found.error ? found : finishNextAction(api, found.paymentIntent, askForAuthentication)
      }
      return { error: describeState(found.paymentIntent.status) }
    },
    // react-stripe-js takes an object for Stripe.js only if it has these.
    createToken: refuse('createToken'),
    createPaymentMethod: refuse('createPaymentMethod'),
    confirmCardPayment: refuse('confirmCardPayment'),
    confirmSetup: refuse('confirmSetup'),
    registerAppInfo() {},
    _registerWrapper() {},
  }
}

function describeState(status: string): StripeError {
  return {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `handleNextAction: the PaymentIntent supplied is not in the requires_action state but in ${status}.`,
  }
}

const refuse = (name: string) => async () => ({
  error: { type: 'invalid_request_error', message: `The local stand-in for Stripe.js does not model ${name}.` },
})
