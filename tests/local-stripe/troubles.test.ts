import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buyPremium, payInBrowser, startPremium } from './buy.ts'
import { cardFields, confirm, MORE_CARDS, prove } from './confirm.ts'
import { type Account, HOUR, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

/** As our functions use it: with the SDK's own retries. */
const patient = () =>
  new Stripe('sk_local', {
    host: '127.0.0.1',
    port: new URL(account.origin).port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 2,
  })
const countCustomers = async () => (await account.stripe.customers.list()).data.length

describe('an API in trouble', () => {
  it('answers 429 and says which limit was met', async () => {
    const failure = { status: 429, count: 1, when: 'before', rateLimitedReason: 'endpoint-rate' } as const
    account.simulator.setFaults({ failure })
    const error = await account.stripe.customers.list().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Stripe.errors.StripeRateLimitError)
    expect(error).toMatchObject({ headers: { 'stripe-rate-limited-reason': 'endpoint-rate' } })
    expect(await countCustomers()).toBe(0)
  })

  it('answers 429 without a reason where two requests change one object', async () => {
    account.simulator.setFaults({ failure: { status: 429, count: 1, when: 'before', rateLimitedReason: null } })
    await expect(account.stripe.customers.list()).rejects.toMatchObject({ statusCode: 429, code: 'lock_timeout' })
  })

  it.each([500, 'dropped'] as const)('is retried by the SDK when it fails before the work: %s', async (status) => {
    account.simulator.setFaults({ failure: { status, count: 2, when: 'before' } })
    await patient().customers.create({ email: 'ada@example.com' })
    expect(await countCustomers()).toBe(1)
  })

  it.each([500, 'dropped'] as const)('does the work once when only its answer is lost: %s', async (status) => {
    account.simulator.setFaults({ failure: { status, count: 1, when: 'after' } })
    const customer = await patient().customers.create({ email: 'ada@example.com' })
    expect((await account.stripe.customers.list()).data.map(({ id }) => id)).toEqual([customer.id])
  })

  it('leaves the caller without an answer when the connection is dropped', async () => {
    // Twice: a connection that was kept open and went away is tried once more, with the same idempotency key.
    account.simulator.setFaults({ failure: { status: 'dropped', count: 2, when: 'after' } })
    const attempt = account.stripe.customers.create({ email: 'ada@example.com' })
    await expect(attempt).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
    expect(await countCustomers()).toBe(1)
  })
})

describe('the next payment', () => {
  it('is declined, whatever the card, and only that one', async () => {
    const { secret } = await startPremium(account)
    account.simulator.setFaults({ nextPayment: 'decline' })
    expect((await payInBrowser(account, secret, MORE_CARDS.good)).error).toMatchObject({ code: 'card_declined' })
    expect((await payInBrowser(account, secret, MORE_CARDS.good)).status).toBe(200)
  })

  it('asks for authentication, and is paid after it', async () => {
    const { secret, subscription } = await startPremium(account)
    account.simulator.setFaults({ nextPayment: 'authenticate' })
    expect((await payInBrowser(account, secret, MORE_CARDS.good)).intent.status).toBe('requires_action')
    await prove(account, { client_secret: secret }, 'succeeded')
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  })

  it.each([
    ['decline', 'requires_payment_method'],
    ['authenticate', 'requires_action'],
  ] as const)('may be a renewal: %s', async (nextPayment, status) => {
    const { subscription } = await buyPremium(account)
    account.simulator.setFaults({ nextPayment })
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const after = await account.stripe.subscriptions.retrieve(subscription.id, {
      expand: ['latest_invoice.payments.data.payment.payment_intent'],
    })
    expect(after).toMatchObject({
      status: 'past_due',
      latest_invoice: { payments: { data: [{ payment: { payment_intent: { status } } }] } },
    })
  })

  it('may be a set-up', async () => {
    const intent = await account.stripe.setupIntents.create({})
    account.simulator.setFaults({ nextPayment: 'decline' })
    expect((await confirm(account, intent, cardFields(MORE_CARDS.good))).status).toBe(402)
    account.simulator.setFaults({ nextPayment: 'authenticate' })
    expect((await confirm(account, intent, cardFields(MORE_CARDS.good))).intent.status).toBe('requires_action')
  })

  it('may take its time', async () => {
    const intent = await account.stripe.paymentIntents.create({ amount: 2900, currency: 'sgd' })
    account.simulator.setFaults({ nextPayment: 'process' })
    expect((await confirm(account, intent, cardFields(MORE_CARDS.good))).intent.status).toBe('processing')
    await account.simulator.advanceClock({ advance_seconds: HOUR })
    expect((await account.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded')
  })
})
