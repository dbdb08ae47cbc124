import type { Sql } from 'postgres'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStripeSimulator } from '../../local/stripe/create-stripe-simulator.ts'
import { connect, type Database } from '../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../supabase/functions/_shared/domain/errors.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { createStripeClient } from '../../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { createBillingRoutes } from '../../supabase/functions/billing/routes.ts'
import { createUser } from '../support/act-as.ts'
import { buildTransactionFact, recordAppStore } from '../support/records.ts'
import { type ServedFetch, serveFetch } from '../support/serve-fetch.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let connection: Database
let sql: Sql
let simulator: Awaited<ReturnType<typeof createStripeSimulator>>
let served: ServedFetch
let stripe: Stripe
let routes: ReturnType<typeof createBillingRoutes>

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  connection = connect(database.url)
  simulator = await createStripeSimulator({
    secretKey: 'sk_local',
    publishableKey: 'pk_local',
    webhookSecret: 'whsec_local',
    webhookUrl: null,
    stateFile: null,
  })
  served = await serveFetch(simulator.fetch)
  stripe = createStripeClient({ secretKey: 'sk_local', apiUrl: served.url })
  routes = createRoutes(stripe)
})
afterAll(async () => {
  await connection.close()
  await served.close()
  await simulator.close()
  await database.close()
})

function createRoutes(client: Stripe) {
  return createBillingRoutes({
    stripe: client,
    database: connection,
    // Waiting is for Stripe's clock to move on: the simulator's can be moved.
    wait: async (milliseconds) => moveClock(milliseconds / 1000),
    siteUrl: 'http://web.test',
    log: createLog('billing', () => {}),
    // The token is its user's id here; how real tokens are checked is shown against the whole stack.
    requireUser: async (request) => {
      const id = request.headers.get('authorization')?.replace('Bearer ', '')
      if (!id) throw new AppError('unauthenticated')
      return { id, email: `${id}@example.com` }
    },
  })
}

async function moveClock(seconds: number): Promise<void> {
  const response = await fetch(`${served.url}/control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance_seconds: seconds }),
  })
  expect(response.status).toBe(200)
}

async function call(userId: string | null, path: string, body: unknown = {}, app = routes) {
  const response = await app.request(`http://functions.test/billing/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(userId ? { authorization: `Bearer ${userId}` } : {}) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** What the browser does with the client secret, by the endpoint that Stripe's script calls. */
async function pay(clientSecret: unknown, number = '4242424242424242') {
  const id = String(clientSecret).split('_secret_')[0]
  const form = new URLSearchParams({
    client_secret: String(clientSecret),
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
    'payment_method_data[card][cvc]': '123',
  })
  return fetch(`${served.url}/v1/payment_intents/${id}/confirm`, {
    method: 'POST',
    body: form,
    headers: { authorization: 'Bearer pk_local' },
  })
}

const subscriptionsOf = async (userId: string) => {
  const customers = await stripe.customers.list({ limit: 100 })
  const customer = customers.data.find((candidate) => candidate.metadata.user_id === userId)
  return customer ? (await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data : []
}

async function subscribePremium(userId: string) {
  const { body } = await call(userId, 'subscribe', { plan_id: 'premium' })
  expect((await pay(body.client_secret)).status).toBe(200)
  await call(userId, 'refresh')
}

describe('subscribing', () => {
  it('starts an incomplete subscription and gives the secret that the browser pays with', async () => {
    const userId = await createUser(sql)
    const { status, body } = await call(userId, 'subscribe', { plan_id: 'premium' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'incomplete', client_secret: expect.stringMatching(/^pi_.+_secret_/) })
    const [subscription] = await subscriptionsOf(userId)
    expect(subscription).toMatchObject({ id: body.subscription_id, metadata: { user_id: userId } })
    expect(await sql`select count(*)::int as n from public.entitlements where user_id = ${userId}`).toEqual([{ n: 0 }])
  })

  it('makes one customer and one subscription of two clicks in the same moment', async () => {
    const userId = await createUser(sql)
    const answers = await Promise.all([1, 2, 3].map(() => call(userId, 'subscribe', { plan_id: 'standard' })))
    expect(new Set(answers.map(({ body }) => body.subscription_id)).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await subscriptionsOf(userId)).toHaveLength(1)
    const customers = (await stripe.customers.list({ limit: 100 })).data
    expect(customers.filter((customer) => customer.metadata.user_id === userId)).toHaveLength(1)
  })

  it('goes on with the same subscription after a reload and a declined card', async () => {
    const userId = await createUser(sql)
    const first = await call(userId, 'subscribe', { plan_id: 'premium' })
    expect((await pay(first.body.client_secret, '4000000000009995')).status).toBe(402)
    const second = await call(userId, 'subscribe', { plan_id: 'premium' })
    expect(second.body).toEqual(first.body)
    expect(await subscriptionsOf(userId)).toHaveLength(1)
  })

  it('drops the half-made subscription when another plan is chosen', async () => {
    const userId = await createUser(sql)
    const standard = await call(userId, 'subscribe', { plan_id: 'standard' })
    const premium = await call(userId, 'subscribe', { plan_id: 'premium' })
    expect(premium.body.subscription_id).not.toBe(standard.body.subscription_id)
    const open = (await subscriptionsOf(userId)).filter(({ status }) => status === 'incomplete')
    expect(open.map(({ id }) => id)).toEqual([premium.body.subscription_id])
    expect((await pay(standard.body.client_secret)).status).not.toBe(200)
  })

  it('opens the plan as soon as Stripe is asked, without waiting for the webhook', async () => {
    const userId = await createUser(sql)
    await sql`update billing.settings set sandbox_serves = 'anybody'`
    await subscribePremium(userId)
    expect(await sql`select entitlement, status from public.entitlements where user_id = ${userId} order by 1`).toEqual(
      [
        { entitlement: 'premium', status: 'active' },
        { entitlement: 'standard', status: 'active' },
      ],
    )
  })

  it('is refused to who subscribes already, before Stripe is asked for anything', async () => {
    const userId = await createUser(sql)
    await subscribePremium(userId)
    for (const plan_id of ['premium', 'standard']) {
      expect(await call(userId, 'subscribe', { plan_id })).toMatchObject({
        status: 409,
        body: { code: 'already_subscribed' },
      })
    }
    expect(await subscriptionsOf(userId)).toHaveLength(1)
  })

  it('is refused to who subscribes through the App Store', async () => {
    const userId = await createUser(sql)
    await recordAppStore(sql, buildTransactionFact({ transaction_id: '7001', app_account_token: userId }), null)
    expect(await call(userId, 'subscribe', { plan_id: 'premium' })).toEqual({
      status: 409,
      body: {
        code: 'subscribed_in_app_store',
        message: 'You already subscribe through the App Store. Manage it in the settings of your iPhone.',
      },
    })
    expect(await subscriptionsOf(userId)).toEqual([])
  })
})

describe('a request that is not valid', () => {
  it.each([
    ['a plan that does not exist', { plan_id: 'gold' }, 404, 'plan_not_found'],
    ['no plan', {}, 400, 'invalid_request'],
    ['a plan that is no text', { plan_id: 7 }, 400, 'invalid_request'],
    ['a body that is not JSON', 'plan_id=premium', 400, 'invalid_request'],
  ])('%s is answered with its code', async (_name, body, status, code) => {
    expect(await call(await createUser(sql), 'subscribe', body)).toMatchObject({ status, body: { code } })
  })

  it('is nobody’s without a token', async () => {
    for (const path of ['subscribe', 'cancel', 'resume', 'refresh']) {
      expect(await call(null, path)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    }
  })

  it('leads nowhere at an address that does not exist', async () => {
    expect(await call(await createUser(sql), 'refund')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})

describe('cancelling and resuming', () => {
  it('ends the subscription with the period that is paid, and takes it back', async () => {
    const userId = await createUser(sql)
    await subscribePremium(userId)
    const cancelled = await call(userId, 'cancel')
    expect(cancelled).toMatchObject({ status: 200, body: { will_renew: false } })
    const [row] = await sql`select status, will_renew, expires_at from public.subscriptions where user_id = ${userId}`
    expect(row).toEqual({
      status: 'active',
      will_renew: false,
      expires_at: new Date(String(cancelled.body.expires_at)),
    })
    expect(await call(userId, 'cancel')).toMatchObject({ status: 409, body: { code: 'already_canceled' } })
    expect(await call(userId, 'resume')).toMatchObject({ status: 200, body: { will_renew: true } })
    expect(await call(userId, 'resume')).toMatchObject({ status: 409, body: { code: 'not_canceled' } })
  })

  it('reaches nobody else’s subscription', async () => {
    const [owner, other] = [await createUser(sql), await createUser(sql)]
    await subscribePremium(owner)
    expect(await call(other, 'cancel')).toMatchObject({ status: 404, body: { code: 'subscription_not_found' } })
    const [row] = await sql`select will_renew from public.subscriptions where user_id = ${owner}`
    expect(row).toEqual({ will_renew: true })
  })
})

describe('Stripe being away', () => {
  it('is told in plain words and loses nothing', async () => {
    const userId = await createUser(sql)
    const away = new Stripe('sk_local', { host: '127.0.0.1', port: 1, protocol: 'http', maxNetworkRetries: 0 })
    const first = await call(userId, 'subscribe', { plan_id: 'premium' }, createRoutes(away))
    expect(first).toMatchObject({ status: 503, body: { code: 'store_unavailable' } })
    expect((await call(userId, 'subscribe', { plan_id: 'premium' })).status).toBe(200)
  })
})
