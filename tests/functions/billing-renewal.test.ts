import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { buyPlan, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()

describe('cancelling and resuming', () => {
  it('ends the subscription with the period that is paid, with the reason, and takes it back', async () => {
    const { call, stripe } = billing()
    const userId = await buyPlan(billing())
    const cancelled = await call(userId, 'cancel', { feedback: 'too_expensive', comment: ' Not now ' })
    expect(cancelled).toMatchObject({ status: 200, body: { will_renew: false, status: 'active' } })
    const row = await readOwnSubscription(billing(), userId)
    expect(row).toMatchObject({ status: 'active', will_renew: false })
    expect(row?.expires_at).toEqual(new Date(String(cancelled.body.expires_at)))
    expect((await stripe.subscriptions.retrieve(row?.id)).cancellation_details).toMatchObject({
      feedback: 'too_expensive',
      comment: 'Not now',
    })
    expect(await call(userId, 'cancel')).toMatchObject({ status: 409, body: { code: 'already_canceled' } })
    expect(await call(userId, 'resume')).toMatchObject({ status: 200, body: { will_renew: true } })
    expect(await call(userId, 'resume')).toMatchObject({ status: 409, body: { code: 'not_canceled' } })
  })

  it('takes back a date that the portal has set, of which no webhook has come yet', async () => {
    const { call, stripe } = billing()
    const userId = await buyPlan(billing())
    const { id } = (await readOwnSubscription(billing(), userId)) as { id: string }
    await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' })
    expect(await call(userId, 'resume')).toMatchObject({ status: 200, body: { will_renew: true } })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ cancel_at: null, cancel_at_period_end: false })
  })

  it('records what it finds where a process died before it could', async () => {
    const { call, database } = billing()
    const userId = await buyPlan(billing())
    database.failNext('billing.record_stripe_subscription')
    expect((await call(userId, 'cancel')).status).toBe(500)
    expect((await readOwnSubscription(billing(), userId))?.will_renew).toBe(true)
    expect(await call(userId, 'cancel')).toMatchObject({ status: 409, body: { code: 'already_canceled' } })
    expect((await readOwnSubscription(billing(), userId))?.will_renew).toBe(false)
  })

  it('takes no reason that Stripe does not know', async () => {
    const { call } = billing()
    const userId = await buyPlan(billing())
    expect((await call(userId, 'cancel', { feedback: 'boredom' })).status).toBe(400)
    expect((await readOwnSubscription(billing(), userId))?.will_renew).toBe(true)
  })

  it('reaches nobody else’s subscription', async () => {
    const { sql, call } = billing()
    const owner = await buyPlan(billing())
    const other = await createUser(sql)
    for (const path of ['cancel', 'resume', 'keep-plan']) {
      expect(await call(other, path)).toMatchObject({ status: 404, body: { code: 'subscription_not_found' } })
    }
    expect((await readOwnSubscription(billing(), owner))?.will_renew).toBe(true)
  })
})

describe('the customer portal', () => {
  it('opens for the user’s own customer and leads back to the account', async () => {
    const { call, simulator } = billing()
    const userId = await buyPlan(billing())
    const { status, body } = await call(userId, 'portal')
    expect(status).toBe(200)
    expect(String(body.url)).toMatch(/^http/)
    const sessions = Object.values(simulator.readState().portalSessions)
    expect(sessions.at(-1)).toMatchObject({ return_url: 'http://web.test/account' })
  })

  it('is nothing for who has never bought', async () => {
    const { sql, call } = billing()
    expect(await call(await createUser(sql), 'portal')).toMatchObject({ status: 404, body: { code: 'no_customer' } })
  })
})

describe('the saved cards in a payment form', () => {
  it('are offered by a session of the user’s own customer; a new user has none', async () => {
    const { sql, call } = billing()
    const userId = await buyPlan(billing())
    const { body } = await call(userId, 'session')
    expect(body.customer_session_client_secret).toEqual(expect.any(String))
    expect((await call(await createUser(sql), 'session')).body).toEqual({ customer_session_client_secret: null })
  })
})
