import type { SimulatorApi } from './create-simulator-api.ts'
import type { IntentResult, PaymentIntent } from './stripe-js-types.ts'

type Ask = (intent: PaymentIntent) => Promise<'succeeded' | 'failed'>

/** Lets the person authenticate if the bank asks for it, and says how the payment ended. */
export async function finishNextAction(api: SimulatorApi, intent: PaymentIntent, ask: Ask): Promise<IntentResult> {
  if (intent.status !== 'requires_action') return { paymentIntent: intent }
  const finished = await api.finishAuthentication(intent.client_secret, await ask(intent))
  if (finished.error || finished.paymentIntent.status !== 'requires_payment_method') return finished
  return {
    error: {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      payment_intent: finished.paymentIntent,
    },
  }
}
