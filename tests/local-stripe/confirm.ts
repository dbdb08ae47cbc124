import type Stripe from 'stripe'
import { CARDS } from './buy.ts'
import { type Account, keys } from './start-account.ts'

export const MORE_CARDS = {
  ...CARDS,
  mastercard: '5555 5555 5555 4444',
  asksAlways: '4000 0027 6000 3184',
  asksThenFails: '4000 0082 6000 3178',
  declined: '4000 0000 0000 0002',
  expired: '4000 0000 0000 0069',
  wrongCvc: '4000 0000 0000 0127',
  disputed: '4000 0000 0000 0259',
  withDeviceNumber: '5200 8282 8282 8210',
}

type Fields = Record<string, string>
type Intent = Pick<Stripe.PaymentIntent, 'id' | 'client_secret' | 'payment_method'> & {
  status: string
  latest_charge?: Stripe.PaymentIntent['latest_charge']
  setup_future_usage?: string | null
}
type Answer = { status: number; intent: Intent; error: Record<string, unknown> }

/** What Stripe.js sends for a card that was typed in, or handed over by a wallet. */
export function cardFields(number: string, more: { wallet?: string; allowRedisplay?: string } = {}): Fields {
  return {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '34',
    'payment_method_data[card][cvc]': '123',
    ...(more.wallet && { 'payment_method_data[card][wallet][type]': more.wallet }),
    ...(more.allowRedisplay && { 'payment_method_data[allow_redisplay]': more.allowRedisplay }),
  }
}

/** `confirmPayment` or `confirmSetup`, whichever the secret is of. */
export function confirm(account: Account, intent: { client_secret: string | null }, fields: Fields): Promise<Answer> {
  return callFromBrowser(account, intent.client_secret ?? '', 'confirm', fields)
}

/** What the bank's page reports. */
export function prove(
  account: Account,
  intent: { client_secret: string | null },
  outcome: 'succeeded' | 'failed',
): Promise<Answer> {
  return callFromBrowser(account, intent.client_secret ?? '', 'authentication', { outcome })
}

/** The types of the events so far, in order, of those that begin with one of the prefixes. */
export function typesOf(account: Account, ...prefixes: string[]): string[] {
  const types = Object.values(account.simulator.readState().events).map(({ event }) => event.type as string)
  return types.filter((type) => prefixes.some((prefix) => type.startsWith(prefix)))
}

async function callFromBrowser({ origin }: Account, secret: string, action: string, fields: Fields): Promise<Answer> {
  const id = secret.split('_secret_')[0] ?? ''
  const path = id.startsWith('seti_') ? 'setup_intents' : 'payment_intents'
  const response = await fetch(`${origin}/v1/${path}/${id}/${action}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.publishableKey}` },
    body: new URLSearchParams({ client_secret: secret, ...fields }),
  })
  const body = (await response.json()) as Intent & { error: Record<string, unknown> }
  return { status: response.status, intent: body, error: body.error }
}
