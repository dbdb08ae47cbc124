import { askForAuthentication } from './ask-for-authentication.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { kindOf } from './intent-kind.ts'
import type { Intent, IntentAnswer } from './stripe-js-types.ts'

/** Lets the person authenticate if the bank asks for it, and says how the payment or the saving of the card ended. */
export async function finishNextAction(api: SimulatorApi, intent: Intent): Promise<IntentAnswer> {
  if (intent.status !== 'requires_action') return { intent }
  const finished = await api.finishAuthentication(intent.client_secret, await askForAuthentication(intent))
  if (finished.error || finished.intent.status !== 'requires_payment_method') return finished
  const { param } = kindOf(intent.id)
  return {
    error: {
      type: 'invalid_request_error',
      code: `${param}_authentication_failure`,
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      [param]: finished.intent,
    },
  }
}
