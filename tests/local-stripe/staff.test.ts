import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyPremium, CARDS, payInBrowser, startPremium } from './buy.ts'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'

let account: Account
beforeAll(async () => {
  account = await startAccount()
})
afterAll(() => account.close())

async function act(method: 'POST' | 'DELETE', path: string, body: object = {}) {
  const response = await fetch(`${account.origin}/control${path}`, { method, body: JSON.stringify(body) })
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}
const types = () => Object.values(account.simulator.readState().events).map(({ event }) => event.type)

describe('staff, at the control page', () => {
  it.each([
    [{}, 1590, 'charge.refunded'],
    [{ amount: 500 }, 500, 'charge.refunded'],
  ])('give back money that was paid for a subscription: %j', async (wish, amount, type) => {
    const { subscription } = await buyPremium(account)
    const { answer } = await act('POST', '/refunds', { subscription: subscription.id, ...wish })
    expect(answer).toMatchObject({ object: 'refund', amount, status: 'succeeded' })
    expect(types()).toContain(type)
    const still = await account.stripe.subscriptions.retrieve(subscription.id)
    expect(still.status).toBe('active')
  })

  it('cannot give back what was not paid', async () => {
    const { subscription } = await startPremium(account)
    const { status, answer } = await act('POST', '/refunds', { subscription: subscription.id })
    expect([status, answer.error]).toEqual([400, expect.stringContaining('Nothing was paid')])
  })

  it.each(['won', 'lost'] as const)('see a dispute opened, and %s', async (outcome) => {
    const { subscription } = await buyPremium(account)
    const opened = await act('POST', '/disputes', { subscription: subscription.id })
    expect(opened.answer).toMatchObject({ object: 'dispute', status: 'needs_response' })
    const closed = await act('POST', `/disputes/${opened.answer.id}/close`, { outcome })
    expect(closed.answer).toMatchObject({ status: outcome })
    expect((await account.stripe.disputes.retrieve(String(opened.answer.id))).status).toBe(outcome)
  })

  it('cancel a subscription, and delete a customer with all that they have', async () => {
    const { subscription, customer } = await buyPremium(account)
    const other = await buyPremium(account)
    expect((await act('DELETE', `/subscriptions/${other.subscription.id}`)).answer).toMatchObject({
      status: 'canceled',
    })
    await act('DELETE', `/customers/${customer.id}`)
    expect(await account.stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true })
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled')
  })

  it('archive and restore a price, and rename a product', async () => {
    const { data } = await account.stripe.prices.list({ lookup_keys: ['tandem_standard_monthly'] })
    const price = data[0]!
    expect((await act('POST', `/prices/${price.id}`, { active: false })).answer).toMatchObject({ active: false })
    expect((await act('POST', `/prices/${price.id}`, { active: true })).answer).toMatchObject({ active: true })
    await act('POST', `/products/${price.product}`, { name: 'Tandem Plus' })
    expect((await account.stripe.products.retrieve(String(price.product))).name).toBe('Tandem Plus')
  })

  it('use plain forms for the same', async () => {
    const { subscription } = await buyPremium(account)
    const answer = await fetch(`${account.origin}/refunds`, {
      method: 'POST',
      body: new URLSearchParams({ subscription: subscription.id, amount: '' }),
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
    expect(decodeURIComponent(answer.headers.get('location') ?? '')).toMatch(/Refunded 1590 of pi_\w+: succeeded/)
  })

  it('are not to be impersonated by another page', async () => {
    const answer = await fetch(`${account.origin}/customers/cus_1/delete`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(answer.status).toBe(403)
  })
})

describe('what goes wrong next', () => {
  it('declines one payment, whatever the card', async () => {
    await act('POST', '/next-payment', { outcome: 'decline' })
    const { secret } = await startPremium(account)
    expect((await payInBrowser(account, secret, CARDS.good)).status).toBe(402)
    expect((await payInBrowser(account, secret, CARDS.good)).intent.status).toBe('succeeded')
  })

  it('asks for 3-D Secure once, whatever the card', async () => {
    await act('POST', '/next-payment', { outcome: 'authenticate' })
    const { secret } = await startPremium(account)
    expect((await payInBrowser(account, secret, CARDS.good)).intent.status).toBe('requires_action')
  })

  // The SDK tries once more by itself when a connection was closed on it.
  it.each([
    [429, 1, Stripe.errors.StripeRateLimitError],
    [500, 1, Stripe.errors.StripeAPIError],
    ['dropped', 2, Stripe.errors.StripeConnectionError],
  ])('lets the API fail: %s', async (status, count, kind) => {
    await act('POST', '/api-failure', { status, count })
    await expect(account.stripe.customers.list()).rejects.toBeInstanceOf(kind)
    await expect(account.stripe.customers.list()).resolves.toMatchObject({ object: 'list' })
  })

  it.each(['unpaid', 'past_due', 'canceled'])('leaves a subscription %s after the last retry', async (status) => {
    const setting = status === 'canceled' ? 'cancel' : status
    await act('POST', '/settings', { after_last_retry: setting })
    const { subscription } = await buyPremium(account, CARDS.failsLater)
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    await account.simulator.advanceClock({ advance_seconds: 10 * DAY })
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe(status)
  })
})
