import Stripe from 'stripe'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buyPremium } from './buy.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const deliveries = () => Object.values(account.simulator.readState().events).map(({ delivery }) => delivery)

it('signs every event so that the SDK accepts it', async () => {
  await buyPremium(account)
  expect(await account.simulator.settle()).toBe(true)
  expect(account.endpoint.forged).toEqual([])
  expect(account.endpoint.received.length).toBeGreaterThan(10)
  for (const event of account.endpoint.received) {
    expect(event).toMatchObject({ api_version: Stripe.API_VERSION, livemode: false, pending_webhooks: 1 })
  }
})

it('names the request that caused an event, and none for what it does by itself', async () => {
  await account.stripe.customers.create({ email: 'ada@example.com' }, { idempotencyKey: 'key-1' })
  const { subscription } = await buyPremium(account)
  const periodEnd = subscription.items.data[0]!.current_period_end
  await account.simulator.advanceClock({ advance_months: 1 })
  const [created] = account.endpoint.received.filter((event) => event.type === 'customer.created')
  const renewed = account.endpoint.received.find(
    (event) => event.type === 'customer.subscription.updated' && event.created === periodEnd,
  )
  expect(created?.request).toEqual({ id: expect.stringMatching(/^req_/), idempotency_key: 'key-1' })
  expect(renewed).toMatchObject({
    request: { id: null, idempotency_key: null },
    data: { object: { id: subscription.id } },
  })
})

it('sends an event again until it is accepted', async () => {
  account.endpoint.answerWith(500, 503)
  await account.stripe.customers.create({ email: 'ada@example.com' })
  expect(await account.simulator.settle()).toBe(true)
  expect(account.endpoint.types()).toEqual(['customer.created'])
  expect(deliveries()).toMatchObject([{ status: 'delivered', attempts: 3, lastResult: '200' }])
})

it('takes a redirect for a refusal', async () => {
  account.endpoint.answerWith(302, 302, 302)
  await account.stripe.customers.create({ email: 'ada@example.com' })
  expect(await account.simulator.settle()).toBe(false)
  expect(deliveries()).toMatchObject([{ status: 'pending', lastResult: '302' }])
})

it('does not make the API wait for an endpoint that is away', async () => {
  await account.endpoint.close()
  const customer = await account.stripe.customers.create({ email: 'ada@example.com' })
  await account.simulator.settle()
  expect(deliveries()).toMatchObject([{ status: 'pending', lastResult: 'ECONNREFUSED' }])
  const undelivered = await account.stripe.events.list({ delivery_success: false, types: ['customer.created'] })
  expect(undelivered.data).toMatchObject([{ pending_webhooks: 1, data: { object: { id: customer.id } } }])
})

it('sends a refused event again when the clock is moved', async () => {
  account.endpoint.answerWith(500, 500, 500)
  await account.stripe.customers.create({ email: 'ada@example.com' })
  expect(await account.simulator.settle()).toBe(false)
  const { all_delivered } = await account.simulator.advanceClock({ advance_seconds: 60 })
  expect(all_delivered).toBe(true)
})

it('holds events back while it is told to', async () => {
  account.simulator.pauseDeliveries(true)
  await account.stripe.customers.create({ email: 'ada@example.com' })
  expect(await account.simulator.settle()).toBe(false)
  expect(account.endpoint.received).toEqual([])
  account.simulator.pauseDeliveries(false)
  expect(await account.simulator.settle()).toBe(true)
})

it('repeats a delivered event on request', async () => {
  await account.stripe.customers.create({ email: 'ada@example.com' })
  await account.simulator.settle()
  const id = account.endpoint.received[0]!.id
  const answer = await fetch(`${account.origin}/control/events/${id}/resend`, { method: 'POST' })
  expect(answer.status).toBe(200)
  expect(account.endpoint.received.map((event) => event.id)).toEqual([id, id])
})

it('never puts what must be asked for into an event', async () => {
  await buyPremium(account)
  await account.simulator.settle()
  const text = JSON.stringify(account.endpoint.received)
  expect(text).not.toContain('confirmation_secret')
  expect(account.endpoint.received.filter((event) => 'payments' in event.data.object)).toEqual([])
})
