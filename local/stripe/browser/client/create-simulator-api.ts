import { kindOf } from './intent-kind.ts'
import type { CustomerOffer, Entered, Intent, IntentAnswer, StripeError } from './stripe-js-types.ts'
import { type ElementsSession, toCustomerOffer } from './to-customer-offer.ts'
import { toMethodFields } from './to-method-fields.ts'

export type SimulatorApi = {
  retrieve(clientSecret: string): Promise<IntentAnswer>
  /** `entered` null: with the payment method that the intent already has. */
  confirm(clientSecret: string, entered: Entered | null, returnUrl: string | null): Promise<IntentAnswer>
  finishAuthentication(clientSecret: string, outcome: 'succeeded' | 'failed'): Promise<IntentAnswer>
  readCustomerOffer(customerSessionSecret: string): Promise<{ offer?: CustomerOffer; error?: StripeError }>
}

const unreachable: StripeError = {
  type: 'api_connection_error',
  message:
    'We are experiencing issues connecting to our payments provider. You have not been charged. Please check your internet connection and try again.',
}

type Answer<T> = { value: T; error?: undefined } | { value?: undefined; error: StripeError }

/** The calls that Stripe.js makes with the publishable key; the client secret says for which intent. */
export function createSimulatorApi(origin: string, publishableKey: string): SimulatorApi {
  async function call<T>(method: 'GET' | 'POST', path: string, fields: Record<string, string>): Promise<Answer<T>> {
    const form = new URLSearchParams(fields)
    const url = `${origin}/v1/${path}${method === 'GET' ? `?${form}` : ''}`
    const headers = { authorization: `Bearer ${publishableKey}` }
    try {
      const response = await fetch(url, { method, headers, ...(method === 'POST' && { body: form }) })
      const answer: unknown = await response.json()
      return response.ok ? { value: answer as T } : { error: (answer as { error: StripeError }).error }
    } catch {
      return { error: unreachable }
    }
  }
  async function callIntent(
    method: 'GET' | 'POST',
    secret: string,
    action: string,
    fields: Record<string, string> = {},
  ): Promise<IntentAnswer> {
    const id = secret.split('_secret_')[0] ?? ''
    const path = `${kindOf(id).param}s/${id}${action}`
    const answer = await call<Intent>(method, path, { client_secret: secret, ...fields })
    return answer.error ? { error: answer.error } : { intent: answer.value }
  }

  return {
    retrieve: (secret) => callIntent('GET', secret, ''),
    confirm: (secret, entered, returnUrl) =>
      callIntent('POST', secret, '/confirm', {
        ...(returnUrl !== null && { return_url: returnUrl }),
        ...toMethodFields(entered),
      }),
    finishAuthentication: (secret, outcome) => callIntent('POST', secret, '/authentication', { outcome }),
    async readCustomerOffer(secret) {
      const answer = await call<ElementsSession>('GET', 'elements/sessions', { customer_session_client_secret: secret })
      return answer.error ? { error: answer.error } : { offer: toCustomerOffer(answer.value) }
    },
  }
}
