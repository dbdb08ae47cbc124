import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Account, HOUR, keys, startAccount } from './start-account.ts'

let account: Account
let customer: string
beforeEach(async () => {
  account = await startAccount()
  customer = (await account.stripe.customers.create({ email: 'ada@example.com' })).id
})
afterEach(() => account.close())

const features = {
  payment_method_redisplay: 'enabled',
  payment_method_save: 'enabled',
  payment_method_save_usage: 'off_session',
} as const
const createSession = (more: object = {}) =>
  account.stripe.customerSessions.create({
    customer,
    components: { payment_element: { enabled: true, features: { ...features, ...more } } },
  })
/** As the payment form reads it. */
async function readOffer(secret: string) {
  const query = new URLSearchParams({ customer_session_client_secret: secret })
  const response = await fetch(`${account.origin}/v1/elements/sessions?${query}`, {
    headers: { authorization: `Bearer ${keys.publishableKey}` },
  })
  return (await response.json()) as {
    customer: { payment_methods: { id: string }[]; default_payment_method: string | null }
    error?: { code: string }
  }
}
async function addCard(allow_redisplay: 'always' | 'limited' | 'unspecified') {
  const { id } = await account.stripe.paymentMethods.attach('pm_card_visa', { customer })
  await account.stripe.paymentMethods.update(id, { allow_redisplay, metadata: { of: 'test' } })
  return id
}

it('offers the cards that their owner agreed to see again, and names the default', async () => {
  const always = await addCard('always')
  await addCard('limited')
  await account.stripe.customers.update(customer, { invoice_settings: { default_payment_method: always } })
  const session = await createSession()
  expect(session.components?.payment_element.features).toMatchObject({
    payment_method_allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
  })
  const { customer: offer } = await readOffer(session.client_secret)
  expect(offer).toMatchObject({ payment_methods: [{ id: always }], default_payment_method: always })
})

it('offers more when the filters say so, the newest first and not more than the limit', async () => {
  await addCard('always')
  const [limited, unspecified] = [await addCard('limited'), await addCard('unspecified')]
  const session = await createSession({
    payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'],
    payment_method_redisplay_limit: 2,
  })
  const { customer: offer } = await readOffer(session.client_secret)
  expect(offer.payment_methods.map(({ id }) => id)).toEqual([unspecified, limited])
})

it('offers nothing unless redisplay is switched on', async () => {
  await addCard('always')
  const session = await createSession({ payment_method_redisplay: 'disabled' })
  expect((await readOffer(session.client_secret)).customer.payment_methods).toEqual([])
})

it('is over after half an hour, and a secret cannot be guessed', async () => {
  const session = await createSession()
  await account.simulator.advanceClock({ advance_seconds: HOUR })
  expect((await readOffer(session.client_secret)).error?.code).toBe('customer_session_expired')
  expect((await readOffer('cuss_secret_guess')).error).toBeDefined()
})

it('must say what a saved card is kept for', async () => {
  await expect(createSession({ payment_method_save_usage: undefined })).rejects.toMatchObject({
    param: 'components[payment_element][features][payment_method_save_usage]',
  })
})
