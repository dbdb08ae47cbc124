import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { answerSchemas } from '../support/billing/answer-schemas.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { buyPlan, customerOf } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'
import { buildTransactionFact, recordAppStore } from '../support/records.ts'

const billing = setUpBilling()
const wish = (plan_id: string) => ({ plan_id, trial: false })

async function subscriptionsOf(userId: string) {
  const { stripe } = billing()
  const customer = await customerOf(billing(), userId)
  return customer === 'undefined' ? [] : (await stripe.subscriptions.list({ customer, status: 'all' })).data
}

describe('subscribing', () => {
  it('starts an incomplete subscription and gives the secret that the browser pays with', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const { status, body } = await call(userId, 'subscribe', wish('premium'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ kind: 'payment', client_secret: expect.stringMatching(/^pi_.+_secret_/) })
    const [subscription] = await subscriptionsOf(userId)
    expect(subscription).toMatchObject({
      id: body.subscription_id,
      status: 'incomplete',
      metadata: { user_id: userId },
    })
    expect(await sql`select count(*)::int as n from public.entitlements where user_id = ${userId}`).toEqual([{ n: 0 }])
  })

  it('makes one customer and one subscription of three clicks in the same moment', async () => {
    const { sql, call, stripe } = billing()
    const userId = await createUser(sql)
    const answers = await Promise.all([1, 2, 3].map(() => call(userId, 'subscribe', wish('standard'))))
    expect(new Set(answers.map(({ body }) => body.subscription_id)).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await subscriptionsOf(userId)).toHaveLength(1)
    const customers = (await stripe.customers.list({ limit: 100 })).data
    expect(customers.filter((customer) => customer.metadata.user_id === userId)).toHaveLength(1)
  })

  it('goes on with the same subscription after a reload and a declined card', async () => {
    const { sql, call, browser } = billing()
    const userId = await createUser(sql)
    const first = await call(userId, 'subscribe', wish('premium'))
    expect((await browser.confirmPayment(first.body.client_secret, cardNumbers.insufficientFunds)).status).toBe(402)
    expect((await call(userId, 'subscribe', wish('premium'))).body).toEqual(first.body)
    expect(await subscriptionsOf(userId)).toHaveLength(1)
  })

  it('drops the half-made subscription when another plan is chosen', async () => {
    const { sql, call, browser } = billing()
    const userId = await createUser(sql)
    const standard = await call(userId, 'subscribe', wish('standard'))
    const premium = await call(userId, 'subscribe', wish('premium'))
    const open = (await subscriptionsOf(userId)).filter(({ status }) => status === 'incomplete')
    expect(open.map(({ id }) => id)).toEqual([premium.body.subscription_id])
    expect((await browser.confirmPayment(standard.body.client_secret)).status).not.toBe(200)
  })

  it('opens the plan as soon as Stripe is asked, without waiting for the webhook', async () => {
    const { sql } = billing()
    const userId = await buyPlan(billing())
    const rights = await sql`select entitlement, status from public.entitlements where user_id = ${userId} order by 1`
    expect([...rights]).toEqual([
      { entitlement: 'premium', status: 'active' },
      { entitlement: 'standard', status: 'active' },
    ])
  })

  it('mirrors the invoice at once, and the webhook adds the card that paid it', async () => {
    const { sql, hear } = billing()
    const userId = await buyPlan(billing())
    const read = () => sql`select status, amount_paid, card_last4 from public.invoices where user_id = ${userId}`
    expect([...(await read())]).toEqual([{ status: 'paid', amount_paid: 1590, card_last4: null }])
    await hear()
    expect([...(await read())]).toEqual([{ status: 'paid', amount_paid: 1590, card_last4: '4242' }])
  })

  it('is refused to who subscribes already, before Stripe is asked for anything', async () => {
    const { call, requests } = billing()
    const userId = await buyPlan(billing())
    requests.length = 0
    for (const planId of ['premium', 'standard']) {
      expect(await call(userId, 'subscribe', wish(planId))).toMatchObject({
        status: 409,
        body: { code: 'already_subscribed' },
      })
    }
    expect(requests).toEqual([])
  })

  it('is refused to who subscribes through the App Store', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    await recordAppStore(sql, buildTransactionFact({ transaction_id: '7001', app_account_token: userId }), null)
    expect(await call(userId, 'subscribe', wish('premium'))).toEqual({
      status: 409,
      body: {
        code: 'subscribed_in_app_store',
        message: 'You already subscribe through the App Store. Manage it in the settings of your iPhone.',
      },
    })
    expect(await subscriptionsOf(userId)).toEqual([])
  })
})

describe('a process that dies between Stripe’s answer and our write', () => {
  it.each([
    ['the customer is linked', 'billing.link_stripe_customer'],
    ['the subscription is recorded', 'billing.record_stripe_purchase'],
  ])('before %s leaves nothing that is paid twice', async (_name, sqlFunction) => {
    const { sql, call, database } = billing()
    const userId = await createUser(sql)
    database.failNext(sqlFunction)
    expect((await call(userId, 'subscribe', wish('premium'))).status).toBe(500)
    const again = await call(userId, 'subscribe', wish('premium'))
    expect(again).toMatchObject({ status: 200, body: { kind: 'payment' } })
    expect((await subscriptionsOf(userId)).map(({ id }) => id)).toEqual([again.body.subscription_id])
  })

  it('does not take an answer that Stripe repeats for news: what was paid since stays paid', async () => {
    const { sql, call, browser, hear } = billing()
    const userId = await createUser(sql)
    const first = await call(userId, 'subscribe', wish('premium'))
    // As if the first request had died before it bound the subscription to the attempt.
    await sql`update billing.purchase_attempts set store_subscription_id = null where user_id = ${userId}`
    await sql`delete from public.subscriptions where user_id = ${userId}`
    expect((await browser.confirmPayment(first.body.client_secret)).status).toBe(200)
    expect((await call(userId, 'subscribe', wish('premium'))).body).toEqual({ kind: 'done', status: 'active' })
    await hear()
    expect(await sql`select status from public.subscriptions where user_id = ${userId}`).toEqual([{ status: 'active' }])
  })
})

describe('a customer whom staff have deleted', () => {
  it('is replaced by a new one, also within the day for which Stripe repeats its answer', async () => {
    const { sql, call, stripe, hear } = billing()
    const userId = await createUser(sql)
    await call(userId, 'cards/add')
    const first = await customerOf(billing(), userId)
    await stripe.customers.del(first)
    await hear()
    expect((await call(userId, 'subscribe', wish('premium'))).status).toBe(200)
    expect(await customerOf(billing(), userId)).not.toBe(first)
  })
})

describe('a request that is not valid', () => {
  it.each([
    ['a plan that does not exist', { plan_id: 'gold' }, 404, 'plan_not_found'],
    ['no plan', {}, 400, 'invalid_request'],
    ['a plan that is no text', { plan_id: 7 }, 400, 'invalid_request'],
    ['a body that is not JSON', 'plan_id=premium', 400, 'invalid_request'],
  ])('%s is answered with its code', async (_name, body, status, code) => {
    const { sql, call } = billing()
    expect(await call(await createUser(sql), 'subscribe', body)).toMatchObject({ status, body: { code } })
  })

  it('is nobody’s without a token, at any address', async () => {
    const { call, requests } = billing()
    for (const path of Object.keys(answerSchemas)) {
      expect(await call(null, path)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    }
    expect(requests).toEqual([])
  })

  it('names no address of Stripe’s API in place of an id', async () => {
    const { sql, call, requests } = billing()
    const userId = await createUser(sql)
    for (const id of ['pm_1/../../customers', 'pm_', '', '../x', 'pm_1?x=1']) {
      expect((await call(userId, 'cards/remove', { payment_method_id: id })).status).toBe(400)
    }
    expect(requests).toEqual([])
  })

  it('leads nowhere at an address that does not exist', async () => {
    const { sql, call } = billing()
    expect(await call(await createUser(sql), 'refund')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})

describe('Stripe being busy or away', () => {
  it('is waited out when it answers 429, and the purchase is made once', async () => {
    const { sql, call, simulator } = billing()
    const userId = await createUser(sql)
    simulator.setFaults({ failure: { status: 429, count: 2, when: 'before' } })
    expect((await call(userId, 'subscribe', wish('premium'))).status).toBe(200)
    expect(await subscriptionsOf(userId)).toHaveLength(1)
  })

  it('is told in plain words when it goes on being busy', async () => {
    const { sql, call, simulator } = billing()
    simulator.setFaults({ failure: { status: 429, count: 3, when: 'before' } })
    expect(await call(await createUser(sql), 'subscribe', wish('premium'))).toEqual({
      status: 503,
      body: {
        code: 'store_unavailable',
        message: 'The payment service does not answer. Please try again in a minute.',
      },
    })
  })

  it('loses nothing when nobody answers', async () => {
    const { sql, call, callWithStripeAway } = billing()
    const userId = await createUser(sql)
    const first = await callWithStripeAway(userId, 'subscribe', wish('premium'))
    expect(first).toMatchObject({ status: 503, body: { code: 'store_unavailable' } })
    expect((await call(userId, 'subscribe', wish('premium'))).status).toBe(200)
  })

  it('makes one subscription when the answer to the first request is lost', async () => {
    const { sql, call, simulator } = billing()
    const userId = await createUser(sql)
    simulator.setFaults({ failure: { status: 'dropped', count: 1, when: 'after' } })
    expect((await call(userId, 'subscribe', wish('premium'))).status).toBe(200)
    expect(await subscriptionsOf(userId)).toHaveLength(1)
  })
})
