import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database } from '../../supabase/functions/_shared/database/connect.ts'
import { serve } from '../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { createVerifyEvent } from '../../supabase/functions/_shared/stripe/verify-event.ts'
import { handleStripeWebhook } from '../../supabase/functions/stripe-webhook/handler.ts'
import { createUser } from '../support/act-as.ts'
import { buildSignedRequest, buildStripeEvent } from '../support/stripe/build-event.ts'
import * as build from '../support/stripe/build-objects.ts'
import { buildStripeSubscription, start } from '../support/stripe/build-subscription.ts'
import { type ServedStripe, serveStripe } from '../support/stripe/serve-stripe.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const secret = 'whsec_local'
let database: TestDatabase
let connection: Database
let sql: Sql
let stripe: ServedStripe
let webhook: (request: Request) => Promise<Response>

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  connection = connect(database.url)
  stripe = await serveStripe()
  const log = createLog('stripe-webhook', () => {})
  const deps = {
    verifyEvent: createVerifyEvent(secret),
    database: connection,
    stripe: stripe.client,
    wait,
    sendMailsLater() {},
    log,
  }
  webhook = serve((request) => handleStripeWebhook(request, deps), { log, cors: false })
})
beforeEach(() => {
  stripe.answers.splice(0, stripe.answers.length, notFound)
  stripe.objects.clear()
  stripe.requests.length = 0
})
afterAll(async () => {
  await connection.close()
  await stripe.close()
  await database.close()
})

const wait = async () => {}
const date = new Date((start + 60) * 1000)
const notFound = {
  status: 404,
  body: { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' } },
  date,
}
const post = async (event: object) => webhook(await buildSignedRequest(JSON.stringify(event), secret))
const tell = async (...args: Parameters<typeof buildStripeEvent>) => (await post(buildStripeEvent(...args))).json()
const readState = async (eventId: string) =>
  (await sql`select state, outcome, owes_effect from billing.webhook_events where event_id = ${eventId}`)[0]

/** A user with a customer at Stripe, and the ids of everything that it has. */
async function bearCustomer() {
  const suffix = randomUUID().slice(0, 8)
  const userId = await createUser(sql)
  const name = (prefix: string) => `${prefix}_${suffix}`
  await sql`select billing.link_stripe_customer(${userId}, ${name('cus')})`
  const list = { object: 'list', data: [], has_more: false }
  stripe.objects.set(`/v1/customers/${name('cus')}/payment_methods`, { body: list, date })
  return { userId, name, customer: name('cus') }
}
type Owner = Awaited<ReturnType<typeof bearCustomer>>

/** Of each kind: an event that tells it, its object, where it is asked for, and what is stored of it. */
const kinds: [
  kind: string,
  type: string,
  (owner: Owner) => { id: string },
  path: string,
  (owner: Owner) => Promise<unknown>,
][] = [
  [
    'an invoice',
    'invoice.paid',
    ({ name, customer }) => build.buildStripeInvoice({ id: name('in'), customer }),
    '/v1/invoices/',
    async ({ userId }) => (await sql`select status as said from public.invoices where user_id = ${userId}`)[0]?.said,
  ],
  [
    'the payment of an invoice',
    'invoice_payment.paid',
    ({ name }) => build.buildStripeInvoicePayment({ id: name('inpay'), invoice: name('in') }),
    '/v1/invoice_payments/',
    async ({ name }) =>
      (
        await sql`select status as said from billing.stripe_invoice_payments where invoice_payment_id = ${name('inpay')}`
      )[0]?.said,
  ],
  [
    'a charge',
    'charge.refunded',
    ({ name, customer }) =>
      build.buildStripeCharge({ id: name('ch'), customer, refunded: true, amount_refunded: 1590 }),
    '/v1/charges/',
    async ({ name }) =>
      (await sql`select is_refunded as said from billing.stripe_charges where charge_id = ${name('ch')}`)[0]?.said,
  ],
  [
    'a dispute',
    'charge.dispute.created',
    ({ name }) => build.buildStripeDispute({ id: name('dp'), charge: name('ch') }),
    '/v1/disputes/',
    async ({ name }) =>
      (await sql`select status as said from billing.stripe_disputes where dispute_id = ${name('dp')}`)[0]?.said,
  ],
  [
    'a card',
    'payment_method.attached',
    ({ name, customer }) => build.buildStripePaymentMethod({ id: name('pm'), customer }),
    '/v1/payment_methods/',
    async ({ userId }) =>
      (await sql`select last4 as said from public.payment_methods where user_id = ${userId}`)[0]?.said,
  ],
  [
    'a customer',
    'customer.updated',
    ({ customer }) => build.buildStripeCustomer({ id: customer, balance: -500 }),
    '/v1/customers/',
    async ({ userId }) =>
      (await sql`select balance as said from public.billing_accounts where user_id = ${userId}`)[0]?.said,
  ],
  [
    'a payment for something bought once',
    'payment_intent.succeeded',
    ({ name, customer }) => build.buildStripePayment({ id: name('pi'), customer }),
    '/v1/payment_intents/',
    async ({ userId }) => (await sql`select status as said from public.payments where user_id = ${userId}`)[0]?.said,
  ],
]
const stored: Record<string, unknown> = {
  'an invoice': 'paid',
  'the payment of an invoice': 'paid',
  'a charge': true,
  'a dispute': 'needs_response',
  'a card': '4242',
  'a customer': 500,
  'a payment for something bought once': 'succeeded',
}

describe.each(kinds)('%s', (kind, type, buildObject, path, read) => {
  it('is believed as the event tells it, once', async () => {
    const owner = await bearCustomer()
    const event = buildStripeEvent(type, buildObject(owner))
    expect(await (await post(event)).json()).toEqual({ outcome: 'applied' })
    expect(await read(owner)).toEqual(stored[kind])
    expect(await (await post(event)).json()).toEqual({ outcome: 'duplicate' })
    expect(await readState(event.id)).toMatchObject({ state: 'processed', owes_effect: false })
  })

  it.each([
    ['of another API version', (object: object) => object, { api_version: '2024-06-20' }],
    ['of a shape that cannot be read', ({ id, metadata }: Record<string, unknown>) => ({ id, metadata }), {}],
  ])('%s is asked from Stripe', async (_name, spoil, overrides) => {
    const owner = await bearCustomer()
    const object = buildObject(owner)
    stripe.objects.set(`${path}${object.id}`, { body: object, date })
    const event = buildStripeEvent(type, spoil(object as never), overrides)
    expect(await (await post(event)).json()).toEqual({ outcome: 'applied' })
    expect(stripe.requests).toContain(`GET ${path}${object.id}`)
    expect(await read(owner)).toEqual(stored[kind])
    expect(await readState(event.id)).toMatchObject({ state: 'processed', owes_effect: false })
  })

  it('that is gone at Stripe when it is asked for settles its event', async () => {
    const owner = await bearCustomer()
    const event = buildStripeEvent(type, buildObject(owner), { api_version: '2024-06-20' })
    expect(await (await post(event)).json()).toEqual({ outcome: 'gone' })
    expect(await readState(event.id)).toMatchObject({ state: 'processed' })
  })
})

describe('a report that contradicts another of the same second', () => {
  it('is asked from Stripe, until the answer can be placed', async () => {
    const { customer, userId } = await bearCustomer()
    const object = (balance: number) => build.buildStripeCustomer({ id: customer, balance })
    await tell('customer.created', object(0))
    stripe.objects.set(`/v1/customers/${customer}`, { body: object(-700), date })
    expect(await tell('customer.updated', object(-300))).toEqual({ outcome: 'applied' })
    const [account] = await sql`select balance from public.billing_accounts where user_id = ${userId}`
    expect(account).toEqual({ balance: 700 })
  })
})

describe('a status that nobody has seen before', () => {
  it.each([
    ['dispute', 'charge.dispute.updated', build.buildStripeDispute({ status: 'mediated' })],
    ['invoice', 'invoice.updated', build.buildStripeInvoice({ status: 'frozen' })],
    ['charge', 'charge.updated', build.buildStripeCharge({ status: 'floating' })],
    ['payment intent', 'payment_intent.processing', build.buildStripePayment({ status: 'dreaming' })],
  ])('of a %s changes nothing and is kept as failed', async (of, type, object) => {
    const event = buildStripeEvent(type, object)
    expect(await (await post(event)).json()).toEqual({ outcome: 'failed' })
    const [row] = await sql`select state, last_error from billing.webhook_events where event_id = ${event.id}`
    expect(row?.last_error).toMatch(new RegExp(`^Stripe ${of} status has a value that is not known`))
  })
})

describe('an event about something else than it holds', () => {
  it('of a schedule makes the subscription be read, with the plan that comes next', async () => {
    const { customer, name, userId } = await bearCustomer()
    const phase = (start_date: number, product: string) => ({ start_date, items: [{ price: { product } }] })
    const schedule = {
      id: name('sched'),
      current_phase: { end_date: start + 100 },
      phases: [phase(start, 'tandem_premium'), phase(start + 100, 'tandem_standard')],
    }
    const subscription = buildStripeSubscription({ id: name('sub'), customer, schedule })
    stripe.objects.set(`/v1/subscriptions/${name('sub')}`, { body: subscription, date })
    const event = { id: schedule.id, object: 'subscription_schedule', subscription: name('sub') }
    expect(await tell('subscription_schedule.updated', event)).toEqual({ outcome: 'applied' })
    const [row] = await sql`select plan_id, next_plan_id from public.subscriptions where user_id = ${userId}`
    expect(row).toEqual({ plan_id: 'premium', next_plan_id: 'standard' })
  })

  it('of a subscription with a schedule has only its id: it is read, too', async () => {
    const { customer, name } = await bearCustomer()
    const subscription = buildStripeSubscription({ id: name('sub'), customer })
    stripe.objects.set(`/v1/subscriptions/${name('sub')}`, { body: subscription, date })
    await tell('customer.subscription.updated', { ...subscription, schedule: name('sched') })
    expect(stripe.requests).toEqual([`GET /v1/subscriptions/${name('sub')}`])
  })

  it.each(['refund.failed', 'refund.updated', 'charge.refund.updated'])('%s makes the charge be read', async (type) => {
    const { name } = await bearCustomer()
    await tell('charge.refunded', build.buildStripeCharge({ id: name('ch'), refunded: true, amount_refunded: 1590 }))
    stripe.objects.set(`/v1/charges/${name('ch')}`, { body: build.buildStripeCharge({ id: name('ch') }), date })
    await tell(type, { id: name('re'), object: 'refund', status: 'failed', charge: name('ch') })
    const [row] = await sql`select is_refunded from billing.stripe_charges where charge_id = ${name('ch')}`
    expect(row).toEqual({ is_refunded: false })
  })

  it.each([
    ['refund.updated', { id: 're_1', object: 'refund', status: 'succeeded', charge: 'ch_1' }],
    ['payment_intent.succeeded', build.buildStripePayment({ metadata: {} })],
    ['setup_intent.succeeded', { id: 'seti_1', object: 'setup_intent', metadata: { purpose: 'card' } }],
    ['checkout.session.completed', { id: 'cs_1', object: 'checkout.session', mode: 'payment' }],
    ['customer.tax_id.created', { id: 'txi_1', object: 'tax_id' }],
    ['entitlements.active_entitlement_summary.updated', { object: 'entitlements.active_entitlement_summary' }],
  ])('%s asks for nothing and is kept', async (type, object) => {
    expect(await tell(type, object)).toEqual({ outcome: 'recorded' })
    expect(stripe.requests).toEqual([])
  })
})

describe('what is to be done at Stripe because of an event', () => {
  it('stays owed while Stripe does not answer, and is done by the next delivery', async () => {
    const { customer, name, userId } = await bearCustomer()
    const path = `/v1/customers/${customer}/payment_methods`
    const list = { object: 'list', data: [], has_more: false }
    const busy = { type: 'invalid_request_error', code: 'rate_limit', message: 'busy' }
    stripe.objects.set(path, { status: 429, body: { error: busy }, date })
    const event = buildStripeEvent(
      'payment_method.attached',
      build.buildStripePaymentMethod({ id: name('pm'), customer }),
    )
    expect((await post(event)).status).toBe(503)
    expect(stripe.requests).toEqual([1, 2, 3].map(() => `GET ${path}`))
    expect(await readState(event.id)).toMatchObject({ state: 'pending', owes_effect: true })
    // What was recorded is there all the same.
    expect(await sql`select last4 from public.payment_methods where user_id = ${userId}`).toHaveLength(1)
    stripe.objects.set(path, { body: list, date })
    expect((await post(event)).status).toBe(200)
    expect(await readState(event.id)).toMatchObject({ state: 'processed', owes_effect: false })
  })

  it('is to forget a customer that was deleted, whatever version tells it', async () => {
    for (const api_version of [undefined, '2024-06-20']) {
      const { customer, userId } = await bearCustomer()
      await tell('customer.updated', build.buildStripeCustomer({ id: customer }))
      stripe.objects.set(`/v1/customers/${customer}`, {
        body: { id: customer, object: 'customer', deleted: true },
        date,
      })
      const deleted = build.buildStripeCustomer({ id: customer })
      await tell('customer.deleted', deleted, api_version ? { api_version } : {})
      const [row] = await sql`select billing.customer_of(${userId}) as customer,
        (select count(*)::int from public.billing_accounts where user_id = ${userId}) as accounts`
      expect(row).toEqual({ customer: null, accounts: 0 })
    }
  })
})
