import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '../../supabase/functions/_shared/database/connect.ts'
import { serve } from '../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { createVerifyEvent } from '../../supabase/functions/_shared/stripe/verify-event.ts'
import { handleStripeWebhook } from '../../supabase/functions/stripe-webhook/handler.ts'
import { createUser } from '../support/act-as.ts'
import { readEntitlements } from '../support/records.ts'
import { buildSignedRequest, buildStripeEvent } from '../support/stripe/build-event.ts'
import { buildStripeSubscription, monthEnd, start } from '../support/stripe/build-subscription.ts'
import { buildFirstPurchaseLog } from '../support/stripe/first-purchase-log.ts'
import { type ServedStripe, serveStripe } from '../support/stripe/serve-stripe.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const secret = 'whsec_local'
const century = monthEnd + 100 * 365 * 86_400
let database: TestDatabase
let connection: Database
let sql: Sql
let stripe: ServedStripe
let webhook: (request: Request) => Promise<Response>
const logLines: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  connection = connect(database.url)
  stripe = await serveStripe()
  const log = createLog('stripe-webhook', (line) => logLines.push(line))
  const deps = {
    verifyEvent: createVerifyEvent(secret),
    database: connection,
    stripe: stripe.client,
    wait: async () => {},
    sendMailsLater() {},
    log,
  }
  webhook = serve((request) => handleStripeWebhook(request, deps), { log, cors: false })
})
beforeEach(() => {
  stripe.answers.length = 0
  stripe.objects.clear()
  stripe.requests.length = 0
  logLines.length = 0
})
afterAll(async () => {
  await connection.close()
  await stripe.close()
  await database.close()
})

const post = async (event: object) => webhook(await buildSignedRequest(JSON.stringify(event), secret))
const countEvents = async () => Number((await sql`select count(*) from billing.webhook_events`)[0]?.count)
const suffix = () => randomUUID().slice(0, 8)

async function readRow(subscriptionId: string) {
  const [row] = await sql`
    select user_id, status, plan_id, expires_at, will_renew from public.subscriptions
    where store_subscription_id = ${subscriptionId}`
  return row
}

/** What the user sees of their account without Stripe being asked. */
async function readMirrors(userId: string) {
  const [row] = await sql`select
    array(select status || ' ' || amount_paid from public.invoices where user_id = ${userId}) as invoices,
    array(select last4 from public.payment_methods where user_id = ${userId}) as cards,
    (select balance from public.billing_accounts where user_id = ${userId}) as balance`
  return row
}

describe('a webhook of Stripe', () => {
  it('makes a subscriber of the user', async () => {
    const userId = await createUser(sql)
    const subscription = buildStripeSubscription({
      id: 'sub_new',
      customer: 'cus_new',
      metadata: { user_id: userId },
      periodEnd: century,
    })
    const response = await post(buildStripeEvent('customer.subscription.created', subscription))
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'applied' }])
    expect(await readEntitlements(sql, userId)).toMatchObject([{ entitlement: 'premium' }, { entitlement: 'standard' }])
  })

  it('of a type that we do not use is recorded and acknowledged', async () => {
    const event = buildStripeEvent('climate.order.created', { id: 'climate_1' })
    expect(await (await post(event)).json()).toEqual({ outcome: 'recorded' })
    const [row] = await sql`select state, event_type from billing.webhook_events where event_id = ${event.id}`
    expect(row).toEqual({ state: 'processed', event_type: 'climate.order.created' })
  })

  it('that comes again changes nothing and is acknowledged', async () => {
    const event = buildStripeEvent('customer.subscription.updated', buildStripeSubscription({ id: 'sub_again' }))
    expect(await (await post(event)).json()).toEqual({ outcome: 'applied' })
    const before = await countEvents()
    expect(await (await post(event)).json()).toEqual({ outcome: 'duplicate' })
    expect(await countEvents()).toBe(before)
  })

  it('that is older than what we know is recorded and changes nothing', async () => {
    const id = 'sub_late'
    await post(
      buildStripeEvent(
        'customer.subscription.deleted',
        buildStripeSubscription({ id, status: 'canceled', ended_at: start + 9 }),
        { created: start + 9 },
      ),
    )
    const late = buildStripeEvent('customer.subscription.updated', buildStripeSubscription({ id }), {
      created: start + 8,
    })
    expect(await (await post(late)).json()).toEqual({ outcome: 'stale' })
    expect(await readRow(id)).toMatchObject({ status: 'expired' })
  })
})

describe('a webhook that cannot be believed', () => {
  const event = buildStripeEvent('customer.subscription.updated', buildStripeSubscription({ id: 'sub_forged' }))
  const body = JSON.stringify(event)
  const refused: [string, () => Promise<Request>][] = [
    ['signed with another secret', () => buildSignedRequest(body, 'whsec_other')],
    ['signed ten minutes ago', () => buildSignedRequest(body, secret, Date.now() - 600_000)],
    [
      'altered after it was signed',
      async () => withBody(await buildSignedRequest(body, secret), body.replace('active', 'paused')),
    ],
    ['without a signature', async () => new Request('http://functions.test/stripe-webhook', { method: 'POST', body })],
    ['that is not JSON', () => buildSignedRequest('not json', secret)],
  ]

  it.each(refused)('%s is refused and leaves no trace', async (_name, request) => {
    const before = await countEvents()
    const response = await webhook(await request())
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ code: 'invalid_signature', message: 'The signature does not match.' })
    expect(await countEvents()).toBe(before)
    expect(await readRow('sub_forged')).toBeUndefined()
  })

  it('is no webhook at all when it is not a POST', async () => {
    expect((await webhook(new Request('http://functions.test/stripe-webhook'))).status).toBe(405)
  })
})

describe('a report that cannot be placed or read', () => {
  it('of the same second with other content is asked from Stripe, not guessed', async () => {
    const id = 'sub_tie'
    await post(
      buildStripeEvent('customer.subscription.created', buildStripeSubscription({ id, status: 'incomplete' }), {
        id: 'evt_tie_1',
      }),
    )
    stripe.answers.push({ body: buildStripeSubscription({ id }), date: new Date((start + 2) * 1000) })
    const response = await post(
      buildStripeEvent('customer.subscription.updated', buildStripeSubscription({ id, status: 'past_due' }), {
        id: 'evt_tie_2',
      }),
    )
    expect(await response.json()).toEqual({ outcome: 'applied' })
    expect(stripe.requests).toEqual([`GET /v1/subscriptions/${id}`])
    expect(await readRow(id)).toMatchObject({ status: 'active' })
  })

  it('stays owed while Stripe does not answer, and is settled by the next delivery', async () => {
    const id = 'sub_owed'
    await post(
      buildStripeEvent('customer.subscription.created', buildStripeSubscription({ id, status: 'incomplete' }), {
        id: 'evt_owed_1',
      }),
    )
    const event = buildStripeEvent('customer.subscription.updated', buildStripeSubscription({ id }), {
      id: 'evt_owed_2',
    })
    stripe.answers.push({
      status: 400,
      body: { error: { type: 'invalid_request_error', message: 'no' } },
      date: new Date(),
    })
    expect((await post(event)).status).toBe(500)
    expect(await sql`select state from billing.webhook_events where event_id = 'evt_owed_2'`).toEqual([
      { state: 'pending' },
    ])

    stripe.answers[0] = { body: buildStripeSubscription({ id }), date: new Date((start + 5) * 1000) }
    expect((await post(event)).status).toBe(200)
    expect(
      await sql`select state, outcome, attempts from billing.webhook_events where event_id = 'evt_owed_2'`,
    ).toEqual([{ state: 'processed', outcome: 'reread', attempts: 2 }])
  })

  it('of another API version is asked from Stripe', async () => {
    const id = 'sub_old_version'
    stripe.answers.push({ body: buildStripeSubscription({ id }), date: new Date((start + 2) * 1000) })
    const event = buildStripeEvent(
      'customer.subscription.updated',
      { id, object: 'subscription' },
      { api_version: '2024-06-20' },
    )
    expect(await (await post(event)).json()).toEqual({ outcome: 'applied' })
    expect(await readRow(id)).toMatchObject({ status: 'active', plan_id: 'premium' })
  })

  it('with a status never seen before changes nothing and is kept as failed', async () => {
    const id = 'sub_strange'
    await post(buildStripeEvent('customer.subscription.created', buildStripeSubscription({ id })))
    const event = buildStripeEvent(
      'customer.subscription.updated',
      buildStripeSubscription({ id, status: 'suspended' }),
      { created: start + 9 },
    )
    expect(await (await post(event)).json()).toEqual({ outcome: 'failed' })
    expect(await readRow(id)).toMatchObject({ status: 'active' })
    const [row] = await sql`select state, last_error from billing.webhook_events where event_id = ${event.id}`
    expect(row).toEqual({
      state: 'failed',
      last_error: 'Stripe subscription status has a value that is not known: "suspended"',
    })
  })
})

describe('the fifteen events of a real first purchase', () => {
  it.each([
    ['seconds apart', false],
    ['all in one second', true],
  ])(
    '%s, in 200 random orders with duplicates, end in the same rows',
    async (_name, together) => {
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...Array(15).keys()], { minLength: 15 }),
          fc.array(fc.nat(14), { maxLength: 6 }),
          async (order, duplicates) => {
            const user = await createUser(sql)
            const ids = { user, suffix: suffix() }
            const { events, final, objects } = buildFirstPurchaseLog(ids, { together })
            const date = new Date((start + 10) * 1000)
            for (const [path, body] of objects) stripe.objects.set(path, { body, date })
            const statuses = await Promise.all(
              [...order, ...duplicates].map(async (index) => (await post(events[index] as object)).status),
            )
            expect(new Set(statuses)).toEqual(new Set([200]))
            expect(await readRow(final.id)).toEqual({
              user_id: user,
              status: 'active',
              plan_id: 'premium',
              expires_at: new Date(monthEnd * 1000),
              will_renew: true,
            })
            expect(await readEntitlements(sql, user)).toMatchObject([
              { entitlement: 'premium', status: 'active', expires_at: new Date(monthEnd * 1000) },
              { entitlement: 'standard', status: 'active', expires_at: new Date(monthEnd * 1000) },
            ])
            expect(await readMirrors(user)).toEqual({ invoices: ['paid 1590'], cards: ['4242'], balance: 1 })
            const [owed] = await sql`
            select count(*)::int as n from billing.webhook_events
            where event_id like ${`evt_${ids.suffix}_%`} and state <> 'processed'`
            expect(owed).toEqual({ n: 0 })
          },
        ),
        { numRuns: 200 },
      )
    },
    120_000,
  )
})

describe('the log of the webhook', () => {
  it('holds no id, payload, token or address of anybody', async () => {
    const event = buildStripeEvent(
      'customer.subscription.updated',
      buildStripeSubscription({ id: 'sub_logged', customer: 'cus_logged' }),
    )
    await post(event)
    await webhook(await buildSignedRequest(JSON.stringify(event), 'whsec_other'))
    expect(logLines.length).toBeGreaterThan(1)
    for (const line of logLines) expect(line).not.toMatch(/sub_logged|cus_logged|whsec|evt_/)
  })
})

function withBody(request: Request, body: string): Request {
  return new Request(request.url, { method: 'POST', body, headers: request.headers })
}
