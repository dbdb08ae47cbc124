import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyPremium, startPremium } from './buy.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeAll(async () => {
  account = await startAccount()
})
afterAll(() => account.close())

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(account.origin + path, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer sk_local', 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(account.origin + path, { headers: { authorization: 'Bearer sk_local', ...headers } })

describe('parameters', () => {
  it.each([
    ['one that nobody knows', 'customer=cus_x&coupon=SPRING', 'parameter_unknown', 'coupon'],
    ['one that was dropped from this API version', 'billing_cycle_anchor=now', undefined, 'billing_cycle_anchor'],
    ['a misspelt one inside a list', 'items[0][prize]=price_x', 'parameter_unknown', 'items[0][prize]'],
    ['a misspelt choice', 'payment_behavior=defualt_incomplete', undefined, 'payment_behavior'],
    [
      'one that real Stripe takes and the simulator does not model',
      'payment_behavior=default_incomplete&days_until_due=7',
      'not_simulated',
      'days_until_due',
    ],
    [
      'one that it does not model inside another',
      'customer=cus_x&automatic_tax[enabled]=true&automatic_tax[liability][type]=self',
      'not_simulated',
      'automatic_tax[liability]',
    ],
  ])('refuses %s', async (_, body, code, param) => {
    const answer = await post('/v1/subscriptions', body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: { type: 'invalid_request_error', param, ...(code && { code }) },
    })
  })

  it('says which one is missing', async () => {
    const answer = await post('/v1/subscriptions', 'payment_behavior=default_incomplete')
    expect(await answer.json()).toMatchObject({ error: { code: 'parameter_missing', param: 'customer' } })
  })

  it('keeps metadata as text, merges its keys and drops the emptied ones', async () => {
    const customer = await account.stripe.customers.create({ metadata: { a: '1', b: '2' } })
    const changed = await account.stripe.customers.update(customer.id, { metadata: { b: '', c: 3 } })
    expect(changed.metadata).toEqual({ a: '1', c: '3' })
    const emptied = await account.stripe.customers.update(customer.id, { metadata: '' })
    expect(emptied.metadata).toEqual({})
  })
})

describe('what is not there', () => {
  it('is answered 404 when the path names it', async () => {
    await expect(account.stripe.subscriptions.retrieve('sub_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such subscription: 'sub_none'",
    })
  })

  it('is answered 400 when a parameter names it', async () => {
    const { customer } = await startPremium(account)
    await expect(
      account.stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: 'price_none' }],
        payment_behavior: 'default_incomplete',
      }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'items[0][price]' })
  })

  it('includes the addresses that the simulator does not serve', async () => {
    expect((await get('/v1/terminal/readers')).status).toBe(404)
  })
})

describe('keys and versions', () => {
  it('refuses a wrong key', async () => {
    const stranger = new Stripe('sk_other', {
      host: '127.0.0.1',
      port: new URL(account.origin).port,
      protocol: 'http',
      telemetry: false,
    })
    await expect(stranger.customers.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    })
  })

  it('refuses no key at all', async () => {
    expect((await fetch(`${account.origin}/v1/customers`)).status).toBe(401)
  })

  it('refuses the publishable key where the secret one is needed', async () => {
    const answer = await get('/v1/customers', { authorization: 'Bearer pk_local' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: 'secret_key_required' } })
  })

  it('lets a browser see a payment only with its client secret', async () => {
    const { intentId, secret } = await startPremium(account)
    const right = await get(`/v1/payment_intents/${intentId}?client_secret=${secret}`, {
      authorization: 'Bearer pk_local',
    })
    const wrong = await get(`/v1/payment_intents/${intentId}?client_secret=${intentId}_secret_x`, {
      authorization: 'Bearer pk_local',
    })
    expect([right.status, wrong.status]).toEqual([200, 400])
  })

  it('refuses another API version', async () => {
    expect((await get('/v1/customers', { 'stripe-version': '2024-06-20' })).status).toBe(400)
  })

  it('dates its answers by the simulated clock, to the second', async () => {
    await account.simulator.advanceClock({ advance_seconds: 40 * 86_400 })
    const answer = await get('/v1/customers')
    const difference = Date.parse(answer.headers.get('date') ?? '') / 1000 - account.simulator.now()
    expect(Math.abs(difference)).toBeLessThanOrEqual(1)
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
    expect(answer.headers.get('stripe-version')).toBe(Stripe.API_VERSION)
  })
})

describe('expanding', () => {
  it('leaves out what is only sent when asked for', async () => {
    const { invoice } = await startPremium(account)
    const plain = await account.stripe.invoices.retrieve(invoice.id)
    expect(plain).not.toHaveProperty('confirmation_secret')
    expect(plain).not.toHaveProperty('payments')
    expect(plain.customer).toMatch(/^cus_/)
  })

  it('follows paths through lists and objects', async () => {
    const { subscription, intentId } = await buyPremium(account)
    const { data } = await account.stripe.subscriptions.list({
      customer: String(subscription.customer),
      expand: ['data.latest_invoice.payments.data.payment.payment_intent', 'data.customer'],
    })
    expect(data[0]).toMatchObject({
      customer: { email: 'ada@example.com' },
      latest_invoice: { payments: { data: [{ status: 'paid', payment: { payment_intent: { id: intentId } } }] } },
    })
  })

  it('refuses a property that cannot be expanded', async () => {
    const { customer } = await startPremium(account)
    await expect(account.stripe.customers.retrieve(customer.id, { expand: ['nothing'] })).rejects.toThrow(
      /cannot be expanded/,
    )
  })
})

describe('lists', () => {
  it('go from the newest to the oldest, page by page', async () => {
    const made: string[] = []
    for (let count = 0; count < 5; count += 1)
      made.unshift((await account.stripe.customers.create({ email: 'many@example.com' })).id)
    const seen: string[] = []
    for await (const customer of account.stripe.customers.list({ email: 'many@example.com', limit: 2 }))
      seen.push(customer.id)
    expect(seen).toEqual(made)
  })

  it('of subscriptions leave out the canceled ones unless asked', async () => {
    const { subscription, customer } = await buyPremium(account)
    await account.stripe.subscriptions.cancel(subscription.id)
    const count = async (status?: 'all' | 'canceled' | 'active') =>
      (await account.stripe.subscriptions.list({ customer: customer.id, ...(status && { status }) })).data.length
    expect([await count(), await count('all'), await count('canceled'), await count('active')]).toEqual([0, 1, 1, 0])
  })

  it('of invoice payments lead from a payment intent to its invoice', async () => {
    const { intentId, invoice } = await startPremium(account)
    const { data } = await account.stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intentId },
    })
    expect(data.map((payment) => payment.invoice)).toEqual([invoice.id])
  })

  it('of prices are found by lookup key, with their product', async () => {
    const { data } = await account.stripe.prices.list({
      lookup_keys: ['tandem_standard_monthly'],
      expand: ['data.product'],
    })
    expect(data).toMatchObject([{ unit_amount: 990, currency: 'sgd', product: { id: 'tandem_standard' } }])
  })
})
