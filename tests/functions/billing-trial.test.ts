import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { beginTrial, customerOf, readCards, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()
const trial = { plan_id: 'premium' }

async function subscriptionsOf(userId: string) {
  const customer = await customerOf(billing(), userId)
  return (await billing().stripe.subscriptions.list({ customer, status: 'all' })).data
}

describe('a trial', () => {
  it('makes nothing but a set-up of the card until that is confirmed', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', trial)
    expect(body).toEqual({ kind: 'setup', client_secret: expect.stringMatching(/^seti_/) })
    expect(await subscriptionsOf(userId)).toEqual([])
    expect((await call(userId, 'subscribe', trial)).body).toEqual(body)
    expect((await call(userId, 'refresh')).body).toEqual({ status: null, refusal: null })
  })

  it('begins with the confirmed card, and once, when return page and webhook come together', async () => {
    const { sql, call, browser, hear, stripe } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', trial)
    await browser.confirmSetup(body.client_secret, cardNumbers.mastercard)
    await Promise.all([call(userId, 'refresh'), call(userId, 'refresh'), hear()])
    expect((await call(userId, 'refresh')).body).toEqual({ status: 'active', refusal: null })
    const [subscription, ...others] = await subscriptionsOf(userId)
    expect(others).toEqual([])
    expect(subscription).toMatchObject({ status: 'trialing', pending_setup_intent: null })
    expect(subscription?.trial_settings?.end_behavior.missing_payment_method).toBe('cancel')
    const [card] = (await stripe.customers.listPaymentMethods(await customerOf(billing(), userId))).data
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({
      plan_id: 'premium',
      period_type: 'trial',
      payment_method_id: card?.id,
    })
  })

  it('begins by the webhook alone, when the browser is closed too early', async () => {
    const { sql, call, browser, hear } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', trial)
    await browser.confirmSetup(body.client_secret, cardNumbers.asksOnce)
    await browser.authenticate(body.client_secret, 'setup_intents')
    await hear()
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ status: 'active', period_type: 'trial' })
    const [event] = await sql`
      select state, owes_effect from billing.webhook_events where event_type = 'setup_intent.succeeded'
      order by received_at desc limit 1`
    expect(event).toEqual({ state: 'processed', owes_effect: false })
  })

  it('goes on where a process died between the claimed card and the recorded subscription', async () => {
    const { sql, call, browser, database } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', trial)
    await browser.confirmSetup(body.client_secret, '378282246310005')
    database.failNext('billing.record_stripe_purchase')
    expect((await call(userId, 'refresh')).status).toBe(500)
    expect((await call(userId, 'refresh')).body).toEqual({ status: 'active', refusal: null })
    expect(await subscriptionsOf(userId)).toHaveLength(1)
  })

  it('is not given twice to one card: the subscription is not made, the card not kept, and the reason said again', async () => {
    const { sql, call, browser, hear } = billing()
    await beginTrial(billing(), cardNumbers.visa)
    const second = await createUser(sql)
    const { body } = await call(second, 'subscribe', trial)
    await browser.confirmSetup(body.client_secret, cardNumbers.visa)
    const refused = { status: 200, body: { status: null, refusal: 'trial_used' } }
    expect(await call(second, 'refresh')).toEqual(refused)
    await hear()
    expect(await call(second, 'refresh')).toEqual(refused)
    expect(await subscriptionsOf(second)).toEqual([])
    expect(await readCards(billing(), second)).toEqual([])
    expect([...(await sql`select kind from public.notices where user_id = ${second}`)]).toEqual([
      { kind: 'trial_refused' },
    ])
    expect((await call(second, 'subscribe', { plan_id: 'premium', trial: false })).body).toMatchObject({
      kind: 'payment',
    })
  })

  it('is a payment to who had one, and to who wants none', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    expect((await call(userId, 'subscribe', { ...trial, trial: false })).body).toMatchObject({ kind: 'payment' })
    expect((await call(userId, 'subscribe', { plan_id: 'standard' })).body).toMatchObject({ kind: 'payment' })
  })
})

describe('cancelling a trial', () => {
  it('ends it at once, and is refused a second time', async () => {
    const { call } = billing()
    const userId = await beginTrial(billing(), '5200828282828210')
    const { body } = await call(userId, 'cancel', { feedback: 'unused', comment: '' })
    expect(body).toMatchObject({ status: 'expired', will_renew: false })
    expect((await readOwnSubscription(billing(), userId))?.status).toBe('expired')
    expect(await call(userId, 'cancel')).toMatchObject({ status: 404, body: { code: 'subscription_not_found' } })
    const [subscription] = await subscriptionsOf(userId)
    expect(subscription?.cancellation_details).toMatchObject({ feedback: 'unused', comment: null })
  })

  it('by two clicks at once ends it once, and says so to both', async () => {
    const { call } = billing()
    const userId = await beginTrial(billing(), '4000056655665556')
    const answers = await Promise.all([call(userId, 'cancel'), call(userId, 'cancel')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await readOwnSubscription(billing(), userId))?.status).toBe('expired')
  })
})
