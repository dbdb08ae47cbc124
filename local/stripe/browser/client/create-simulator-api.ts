import type { Card, IntentResult, PaymentIntent, StripeError } from './stripe-js-types.ts'

export type SimulatorApi = {
  retrieve(clientSecret: string): Promise<IntentResult>
  confirm(clientSecret: string, card: Card, returnUrl: string | null): Promise<IntentResult>
  finishAuthentication(clientSecret: string, outcome: 'succeeded' | 'failed'): Promise<IntentResult>
}

const unreachable: StripeError = {
  type: 'api_connection_error',
  message:
    'We are experiencing issues connecting to our payments provider. You have not been charged. Please check your internet connection and try again.',
}

/** The calls that Stripe.js makes with the publishable key; the client secret says for which payment. */
export function createSimulatorApi(origin: string, publishableKey: string): SimulatorApi {
  async function call(method: 'GET' | 'POST', path: string, fields: Record<string, string>): Promise<IntentResult> {
    const form = new URLSearchParams(fields)
    const url = `${origin}/v1/payment_intents/${path}${method === 'GET' ? `?${form}` : ''}`
    const headers = { authorization: `Bearer ${publishableKey}` }
    try {
      const response = await fetch(url, { method, headers, ...(method === 'POST' && { body: form }) })
      const answer: unknown = await response.json()
      if (response.ok) return { paymentIntent: answer as PaymentIntent }
      return { error: (answer as { error: StripeError }).error }
    } catch {
      return { error: unreachable }
    }
  }

  return {
    retrieve: (secret) => call('GET', toIntentId(secret), { client_secret: secret }),
    confirm: (secret, card, returnUrl) =>
      call('POST', `${toIntentId(secret)}/confirm`, {
        client_secret: secret,
        ...(returnUrl !== null && { return_url: returnUrl }),
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': card.number,
        'payment_method_data[card][exp_month]': card.expMonth,
        'payment_method_data[card][exp_year]': card.expYear,
        'payment_method_data[card][cvc]': card.cvc,
      }),
    finishAuthentication: (secret, outcome) =>
      call('POST', `${toIntentId(secret)}/authentication`, { client_secret: secret, outcome }),
  }
}

const toIntentId = (clientSecret: string) => clientSecret.split('_secret_')[0] ?? ''
