import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers, intentOf } from '../support/billing/browser.ts'
import { addCard, buyPlan, customerOf, readCards, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()
const { visa, mastercard } = cardNumbers

async function readDefault(userId: string) {
  const customer = await billing().stripe.customers.retrieve(await customerOf(billing(), userId))
  return customer.deleted ? null : customer.invoice_settings.default_payment_method
}

describe('a card that is added', () => {
  it('is saved; the first one becomes the default, the next one does not', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const first = await addCard(billing(), userId, visa)
    expect(first).toEqual({
      status: 200,
      body: { outcome: 'added', payment_method_id: expect.stringMatching(/^pm_/) },
    })
    const second = await addCard(billing(), userId, mastercard)
    expect(await readDefault(userId)).toBe(first.body.payment_method_id)
    expect((await readCards(billing(), userId)).map(({ id }) => id).sort()).toEqual(
      [first.body.payment_method_id, second.body.payment_method_id].sort(),
    )
    const [account] = await sql`select default_payment_method_id from public.billing_accounts where user_id = ${userId}`
    expect(account).toEqual({ default_payment_method_id: first.body.payment_method_id })
    expect((await call(userId, 'session')).body.customer_session_client_secret).not.toBeNull()
  })

  it('is refused when it is there already, however often it is handed in, and whoever hears of it first', async () => {
    const { sql, call, browser, hear } = billing()
    const userId = await createUser(sql)
    await addCard(billing(), userId, visa)
    const refused = { status: 409, body: { code: 'card_already_saved' } }
    expect(await addCard(billing(), userId, visa)).toMatchObject(refused)
    const { body } = await call(userId, 'cards/add')
    await browser.confirmSetup(body.client_secret, visa)
    await hear()
    const finish = () => call(userId, 'cards/finish', { setup_intent_id: intentOf(body.client_secret) })
    expect(await finish()).toMatchObject(refused)
    expect(await finish()).toMatchObject(refused)
    expect(await readCards(billing(), userId)).toHaveLength(1)
  })

  it('with another expiry date replaces the old one, wherever that was charged', async () => {
    const userId = await buyPlan(billing(), 'standard', mastercard)
    const renewed = await addCard(billing(), userId, mastercard, '2040')
    expect(renewed).toMatchObject({ status: 200, body: { outcome: 'replaced' } })
    expect(await readCards(billing(), userId)).toEqual([
      { id: renewed.body.payment_method_id, last4: '4444', exp_year: 2040 },
    ])
    expect((await readOwnSubscription(billing(), userId))?.payment_method_id).toBe(renewed.body.payment_method_id)
  })

  it('goes on where a process died before the duplicate was gone', async () => {
    const { sql, call, browser, database } = billing()
    const userId = await createUser(sql)
    await addCard(billing(), userId, visa)
    const { body } = await call(userId, 'cards/add')
    await browser.confirmSetup(body.client_secret, visa)
    database.failNext('billing.record_stripe_fact_reading')
    const finish = () => call(userId, 'cards/finish', { setup_intent_id: intentOf(body.client_secret) })
    expect((await finish()).status).toBe(500)
    expect(await finish()).toMatchObject({ status: 409, body: { code: 'card_already_saved' } })
    expect(await readCards(billing(), userId)).toHaveLength(1)
  })

  it('is not there before it is confirmed', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'cards/add')
    const finished = await call(userId, 'cards/finish', { setup_intent_id: intentOf(body.client_secret) })
    expect(finished).toMatchObject({ status: 409, body: { code: 'setup_not_confirmed' } })
  })

  it('is nobody else’s to hand in', async () => {
    const { sql, call, browser } = billing()
    const [owner, other] = [await createUser(sql), await createUser(sql)]
    await call(other, 'cards/add')
    const { body } = await call(owner, 'cards/add')
    await browser.confirmSetup(body.client_secret, visa)
    for (const id of [intentOf(body.client_secret), 'seti_unknown']) {
      expect(await call(other, 'cards/finish', { setup_intent_id: id })).toMatchObject({
        status: 404,
        body: { code: 'card_not_found' },
      })
    }
  })
})

describe('the default card', () => {
  it('is set for the customer and for the subscription, again without harm', async () => {
    const { call } = billing()
    const userId = await buyPlan(billing(), 'standard', visa)
    const { body } = await addCard(billing(), userId, mastercard)
    for (let time = 1; time <= 2; time++) {
      expect(await call(userId, 'cards/default', { payment_method_id: body.payment_method_id })).toEqual({
        status: 200,
        body: {},
      })
    }
    expect(await readDefault(userId)).toBe(body.payment_method_id)
    expect((await readOwnSubscription(billing(), userId))?.payment_method_id).toBe(body.payment_method_id)
  })
})

describe('a card that is removed', () => {
  it('is gone; the one that pays a running subscription stays', async () => {
    const { call, hear } = billing()
    const userId = await buyPlan(billing(), 'standard', visa)
    await hear()
    const [charged] = await readCards(billing(), userId)
    const { body } = await addCard(billing(), userId, mastercard)
    expect(await call(userId, 'cards/remove', { payment_method_id: charged?.id })).toMatchObject({
      status: 409,
      body: { code: 'card_in_use' },
    })
    expect((await call(userId, 'cards/remove', { payment_method_id: body.payment_method_id })).status).toBe(200)
    expect(await readCards(billing(), userId)).toEqual([charged])
    expect(await call(userId, 'cards/remove', { payment_method_id: body.payment_method_id })).toMatchObject({
      status: 404,
      body: { code: 'card_not_found' },
    })
  })

  it('and was the default leaves none', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const { body } = await addCard(billing(), userId, visa)
    expect((await call(userId, 'cards/remove', { payment_method_id: body.payment_method_id })).status).toBe(200)
    const [account] = await sql`select default_payment_method_id from public.billing_accounts where user_id = ${userId}`
    expect(account).toEqual({ default_payment_method_id: null })
  })

  it('or chosen is never somebody else’s', async () => {
    const { sql, call } = billing()
    const [owner, other] = [await createUser(sql), await createUser(sql)]
    const { body } = await addCard(billing(), owner, visa)
    await addCard(billing(), other, visa)
    for (const path of ['cards/default', 'cards/remove']) {
      expect(await call(other, path, { payment_method_id: body.payment_method_id })).toMatchObject({
        status: 404,
        body: { code: 'card_not_found' },
      })
    }
    expect(await readCards(billing(), owner)).toHaveLength(1)
  })
})
