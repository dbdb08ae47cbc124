import type Stripe from 'stripe'
import { type Account, keys } from './start-account.ts'

export const CARDS = {
  good: '4242 4242 4242 4242',
  asksForAuthentication: '4000 0025 0000 3155',
  insufficientFunds: '4000 0000 0000 9995',
  failsLater: '4000 0000 0000 0341',
}

type Intent = { id: string; status: string; client_secret: string }
type Answer = { status: number; intent: Intent; error: Record<string, unknown> }

/** A customer with a subscription that waits for its first payment. */
export async function startPremium({ stripe }: Account) {
  const customer = await stripe.customers.create({ email: 'ada@example.com', metadata: { user_id: 'user-1' } })
  const prices = await stripe.prices.list({ lookup_keys: ['tandem_premium_monthly'] })
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: prices.data[0]!.id }],
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    metadata: { user_id: 'user-1' },
    expand: ['latest_invoice.confirmation_secret', 'pending_setup_intent'],
  })
  const invoice = subscription.latest_invoice as Stripe.Invoice
  const secret = invoice.confirmation_secret?.client_secret ?? ''
  return { customer, subscription, invoice, secret, intentId: secret.split('_secret_')[0]! }
}

/** What Stripe.js sends when the form is confirmed. */
export function payInBrowser({ origin }: Account, secret: string, number: string): Promise<Answer> {
  return callFromBrowser(origin, secret, 'confirm', {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '34',
    'payment_method_data[card][cvc]': '123',
  })
}

export function authenticate({ origin }: Account, secret: string, outcome: 'succeeded' | 'failed'): Promise<Answer> {
  return callFromBrowser(origin, secret, 'authentication', { outcome })
}

export async function buyPremium(account: Account, card = CARDS.good) {
  const bought = await startPremium(account)
  await payInBrowser(account, bought.secret, card)
  return bought
}

async function callFromBrowser(origin: string, secret: string, action: string, fields: Record<string, string>) {
  const response = await fetch(`${origin}/v1/payment_intents/${secret.split('_secret_')[0]}/${action}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.publishableKey}` },
    body: new URLSearchParams({ client_secret: secret, ...fields }),
  })
  const body = (await response.json()) as Intent & { error: Record<string, unknown> }
  return { status: response.status, intent: body, error: body.error }
}
