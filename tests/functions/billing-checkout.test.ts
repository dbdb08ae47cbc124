import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { customerOf, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()
const premium = { plan_id: 'premium', trial: false }

beforeAll(async () => void (await billing().sql`update billing.settings set web_checkout = 'hosted'`))
afterAll(() => billing().simulator.setFaults({ failure: null }))

/** What a person does on Stripe's page. */
const payOnPage = (url: unknown, number: string = cardNumbers.visa) =>
  fetch(`${url}/pay`, {
    method: 'POST',
    body: new URLSearchParams({ number, expiry: '12 / 34', cvc: '123' }),
    redirect: 'manual',
  })

async function sessionsOf(userId: string) {
  const customer = await customerOf(billing(), userId)
  return (await billing().stripe.checkout.sessions.list({ customer })).data
}

describe('buying on Stripe’s hosted page', () => {
  it('leads there and back, and is open as soon as the return page asks', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', premium)
    expect(body).toEqual({ kind: 'redirect', url: expect.stringMatching(/^http/) })
    const [session] = await sessionsOf(userId)
    expect(session).toMatchObject({
      client_reference_id: userId,
      payment_method_collection: 'always',
      success_url: 'http://web.test/subscribe/return?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://web.test/pricing',
    })
    expect((await call(userId, 'refresh')).body).toEqual({ status: null, refusal: null })
    const paid = await payOnPage(body.url)
    expect(paid.headers.get('location')).toBe(`http://web.test/subscribe/return?session_id=${session?.id}`)
    expect((await call(userId, 'refresh')).body).toEqual({ status: 'active', refusal: null })
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ plan_id: 'premium', period_type: 'normal' })
    expect((await call(userId, 'subscribe', premium)).body).toMatchObject({ code: 'already_subscribed' })
  })

  it('is open by the webhook alone', async () => {
    const { sql, call, hear } = billing()
    const userId = await createUser(sql)
    await payOnPage((await call(userId, 'subscribe', premium)).body.url)
    await hear()
    expect((await readOwnSubscription(billing(), userId))?.status).toBe('active')
  })

  it('is one page for two clicks, and for a process that died before it was noted', async () => {
    const { sql, call, database } = billing()
    const userId = await createUser(sql)
    database.failNext('billing.note_purchase_attempt')
    expect((await call(userId, 'subscribe', premium)).status).toBe(500)
    const answers = await Promise.all([call(userId, 'subscribe', premium), call(userId, 'subscribe', premium)])
    expect(new Set(answers.map(({ body }) => body.url)).size).toBe(1)
    expect(await sessionsOf(userId)).toHaveLength(1)
  })

  it('closes the page of a plan that was given up for another', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const standard = await call(userId, 'subscribe', { plan_id: 'standard', trial: false })
    await call(userId, 'subscribe', premium)
    expect((await sessionsOf(userId)).map(({ status }) => status).toSorted()).toEqual(['expired', 'open'])
    await payOnPage(standard.body.url)
    expect(await readOwnSubscription(billing(), userId)).toBeUndefined()
  })

  it('opens a new page when Stripe has closed the old one', async () => {
    const { sql, call, simulator } = billing()
    const userId = await createUser(sql)
    const first = await call(userId, 'subscribe', premium)
    await simulator.advanceClock({ advance_seconds: 25 * 3600 })
    const second = await call(userId, 'subscribe', premium)
    expect(second.body.kind).toBe('redirect')
    expect(second.body.url).not.toBe(first.body.url)
  })
})

describe('a trial on Stripe’s hosted page', () => {
  const trial = { plan_id: 'premium' }

  it('begins with its card, which is asked for, and is settled as often as one likes', async () => {
    const { sql, call, hear } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', trial)
    await payOnPage(body.url, cardNumbers.mastercard)
    for (let time = 1; time <= 2; time++) {
      expect((await call(userId, 'refresh')).body).toEqual({ status: 'active', refusal: null })
      await hear()
    }
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ status: 'active', period_type: 'trial' })
  })

  it.each(['the return page', 'the webhook'])('is ended unpaid when %s finds that its card had one', async (who) => {
    const { sql, call, hear, stripe } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', trial)
    await payOnPage(body.url, cardNumbers.mastercard)
    if (who === 'the webhook') await hear()
    expect((await call(userId, 'refresh')).body).toEqual({ status: 'expired', refusal: 'trial_used' })
    const row = await readOwnSubscription(billing(), userId)
    expect(await stripe.subscriptions.retrieve(row?.id)).toMatchObject({ status: 'canceled' })
    expect([
      ...(await sql`select kind from public.notices where user_id = ${userId} and kind = 'trial_refused'`),
    ]).toEqual([{ kind: 'trial_refused' }])
    expect((await call(userId, 'subscribe', { plan_id: 'premium' })).body.kind).toBe('redirect')
  })
})
