import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers, intentOf } from '../support/billing/browser.ts'
import { customerOf, readCards } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()
const workshop = { extra_id: 'workshop', save_card: 'no' }

async function paymentsOf(userId: string) {
  const customer = await customerOf(billing(), userId)
  return (await billing().stripe.paymentIntents.list({ customer })).data
}

const hasWorkshop = async (userId: string) =>
  (await billing().sql`select from public.entitlements where user_id = ${userId} and entitlement = 'workshop'`)
    .length === 1

describe('something that is bought once', () => {
  it('costs what our catalogue says, and is there as soon as Stripe is asked', async () => {
    const { sql, call, browser } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'extras/buy', { ...workshop, amount: 1 })
    expect(body).toMatchObject({ kind: 'payment', amount: 2900, currency: 'sgd' })
    expect(await hasWorkshop(userId)).toBe(false)
    expect((await browser.confirmPayment(body.client_secret)).status).toBe(200)
    expect((await call(userId, 'refresh')).body).toEqual({ status: null, refusal: null })
    expect(await hasWorkshop(userId)).toBe(true)
    expect(await call(userId, 'extras/buy', workshop)).toMatchObject({ status: 409, body: { code: 'already_owned' } })
  })

  it('is not sold while the same user buys it on the phone', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    await sql`insert into billing.extra_attempts (user_id, extra_id, store) values (${userId}, 'workshop', 'app_store')`
    expect(await call(userId, 'extras/buy', workshop)).toMatchObject({
      status: 409,
      body: { code: 'purchase_in_progress' },
    })
    expect(await sql`select from public.payments where user_id = ${userId}`).toEqual([])
  })

  it('is one payment for two clicks, two tabs and a declined card', async () => {
    const { sql, call, browser } = billing()
    const userId = await createUser(sql)
    const answers = await Promise.all([call(userId, 'extras/buy', workshop), call(userId, 'extras/buy', workshop)])
    const secret = answers[0]?.body.client_secret
    expect((await browser.confirmPayment(secret, cardNumbers.insufficientFunds)).status).toBe(402)
    const again = await call(userId, 'extras/buy', workshop)
    expect(new Set([...answers, again].map(({ body }) => body.client_secret))).toEqual(new Set([secret]))
    expect(await paymentsOf(userId)).toHaveLength(1)
  })

  it('is one payment where a process died before it was noted, also when it was paid meanwhile', async () => {
    const { sql, call, browser, database } = billing()
    const userId = await createUser(sql)
    database.failNext('billing.record_stripe_fact_reading')
    expect((await call(userId, 'extras/buy', workshop)).status).toBe(500)
    const { body } = await call(userId, 'extras/buy', workshop)
    expect((await browser.confirmPayment(body.client_secret)).status).toBe(200)
    expect((await call(userId, 'extras/buy', workshop)).body).toMatchObject({ code: 'already_owned' })
    expect(await paymentsOf(userId)).toHaveLength(1)
    expect(await hasWorkshop(userId)).toBe(true)
  })

  it('saves the card if the person says so, which they may change until it is paid', async () => {
    const { sql, call, browser, hear } = billing()
    const userId = await createUser(sql)
    const usages = []
    for (const save_card of ['off_session', 'no', 'on_session']) {
      await call(userId, 'extras/buy', { ...workshop, save_card })
      usages.push((await paymentsOf(userId))[0]?.setup_future_usage)
    }
    expect(usages).toEqual(['off_session', null, 'on_session'])
    const { body } = await call(userId, 'extras/buy', { ...workshop, save_card: 'off_session' })
    await browser.confirmPayment(body.client_secret)
    await hear()
    expect(await readCards(billing(), userId)).toMatchObject([{ last4: '4242' }])
  })

  it('that staff have cancelled is begun anew', async () => {
    const { sql, call, stripe } = billing()
    const userId = await createUser(sql)
    const first = await call(userId, 'extras/buy', workshop)
    await stripe.paymentIntents.cancel(intentOf(first.body.client_secret))
    const second = await call(userId, 'extras/buy', workshop)
    expect(second.body.client_secret).not.toBe(first.body.client_secret)
    expect(second).toMatchObject({ status: 200, body: { kind: 'payment' } })
  })

  it('is refused when it does not exist, or the wish cannot be read', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    expect(await call(userId, 'extras/buy', { ...workshop, extra_id: 'unicycle' })).toMatchObject({
      status: 404,
      body: { code: 'extra_not_found' },
    })
    expect((await call(userId, 'extras/buy', { ...workshop, save_card: 'maybe' })).status).toBe(400)
  })
})
