import { beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()

beforeAll(async () => {
  const { stripe } = billing()
  const offer = async (id: string, code: string, coupon: object) => {
    await stripe.coupons.create({ id, duration: 'once', ...coupon })
    await stripe.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: id } })
  }
  await offer('third', 'THIRD', { percent_off: 33, name: 'A third off' })
  await offer('gift', 'GIFT', { percent_off: 100, duration: 'repeating', duration_in_months: 2 })
})

const preview = async (promotion_code: string, plan_id = 'premium') =>
  billing().call(await createUser(billing().sql), 'promotion', { plan_id, promotion_code })

describe('a promotion code', () => {
  it('is told in money before it is used, and then costs exactly that', async () => {
    const { sql, call, browser } = billing()
    const userId = await createUser(sql)
    const told = (await call(userId, 'promotion', { plan_id: 'premium', promotion_code: ' THIRD ' })).body
    expect(told).toEqual({
      amount_due: 1065,
      amount_off: 525,
      currency: 'sgd',
      name: 'A third off',
      duration: 'once',
      duration_in_months: null,
    })
    const wish = { plan_id: 'premium', trial: false, promotion_code: 'THIRD' }
    const { body } = await call(userId, 'subscribe', wish)
    await browser.confirmPayment(body.client_secret)
    await call(userId, 'refresh')
    expect([...(await sql`select amount_paid from public.invoices where user_id = ${userId}`)]).toEqual([
      { amount_paid: 1065 },
    ])
  })

  it('that leaves nothing to pay asks for a card only', async () => {
    const { sql, call, browser } = billing()
    expect((await preview('GIFT')).body).toMatchObject({ amount_due: 0, duration: 'repeating', duration_in_months: 2 })
    const userId = await createUser(sql)
    const wish = { plan_id: 'premium', trial: false, promotion_code: 'GIFT' }
    const { body } = await call(userId, 'subscribe', wish)
    expect(body).toMatchObject({ kind: 'setup' })
    await browser.confirmSetup(body.client_secret)
    expect((await call(userId, 'refresh')).body).toMatchObject({ status: 'active' })
  })

  it('comes with a trial, too', async () => {
    const { sql, call, browser, stripe } = billing()
    const userId = await createUser(sql)
    const { body } = await call(userId, 'subscribe', { plan_id: 'premium', promotion_code: 'THIRD' })
    await browser.confirmSetup(body.client_secret, cardNumbers.mastercard)
    await call(userId, 'refresh')
    const [row] = await sql`select store_subscription_id as id from public.subscriptions where user_id = ${userId}`
    expect(await stripe.subscriptions.retrieve(row?.id)).toMatchObject({
      status: 'trialing',
      discounts: [expect.any(String)],
    })
  })

  it.each([
    ['does not exist', 'NOTHING', 'premium'],
    ['is empty', '', 'premium'],
  ])('that %s is refused', async (_name, code, planId) => {
    expect(await preview(code, planId)).toMatchObject({ status: 422, body: { code: 'promotion_code_invalid' } })
  })

  it('is refused by the purchase, too, and by a shop that takes none', async () => {
    const { sql, call } = billing()
    const userId = await createUser(sql)
    const wish = { plan_id: 'premium', trial: false, promotion_code: 'NOTHING' }
    expect(await call(userId, 'subscribe', wish)).toMatchObject({ status: 422 })
    await sql`update billing.settings set promotion_codes = false`
    expect((await preview('THIRD')).status).toBe(422)
    await sql`update billing.settings set promotion_codes = true`
  })

  it('of a plan that does not exist is the plan’s fault', async () => {
    expect(await preview('THIRD', 'gold')).toMatchObject({ status: 404, body: { code: 'plan_not_found' } })
  })
})
