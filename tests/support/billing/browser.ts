/** Test numbers of Stripe: https://docs.stripe.com/testing */
export const cardNumbers = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  asksOnce: '4000002500003155',
  insufficientFunds: '4000000000009995',
  /** Can be saved; each charge afterwards is declined. */
  failsLater: '4000000000000341',
} as const

type Card = { number: string; expYear?: string; expMonth?: string }
type Confirmation = { secret: unknown; card?: Card; saved?: string }

/** What Stripe's script does in the browser with a client secret, by the endpoints that it calls. */
export function createBrowser(url: string) {
  async function post(path: string, fields: Record<string, string>) {
    const headers = { authorization: 'Bearer pk_local' }
    const response = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  function confirm(resource: string, { secret, card, saved }: Confirmation) {
    const fields = card ? toFields(card) : saved ? { payment_method: saved } : {}
    return post(`/v1/${resource}/${intentOf(secret)}/confirm`, { client_secret: String(secret), ...fields })
  }
  return {
    confirmPayment: (secret: unknown, number: string = cardNumbers.visa) =>
      confirm('payment_intents', { secret, card: { number } }),
    payWithSaved: (secret: unknown, saved: string) => confirm('payment_intents', { secret, saved }),
    confirmSetup: (secret: unknown, number: string = cardNumbers.visa, card: Partial<Card> = {}) =>
      confirm('setup_intents', { secret, card: { number, ...card } }),
    authenticate: (secret: unknown, resource: 'payment_intents' | 'setup_intents' = 'payment_intents') =>
      post(`/v1/${resource}/${intentOf(secret)}/authentication`, {
        client_secret: String(secret),
        outcome: 'succeeded',
      }),
  }
}

/** `pi_…_secret_…` → `pi_…` */
export const intentOf = (secret: unknown) => String(secret).split('_secret_')[0] ?? ''

function toFields({ number, expMonth = '12', expYear = '2034' }: Card): Record<string, string> {
  return {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': expMonth,
    'payment_method_data[card][exp_year]': expYear,
    'payment_method_data[card][cvc]': '123',
  }
}
