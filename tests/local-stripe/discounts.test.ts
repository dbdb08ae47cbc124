import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'
import { PREMIUM, retrieve, STANDARD, subscribe } from './subscribers.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const findCode = async (code: string) => (await account.stripe.promotionCodes.list({ code, active: true })).data[0]
const amountsOf = async (customer: string) => {
  const { data } = await account.stripe.invoices.list({ customer })
  return data.map(({ amount_paid }) => amount_paid).reverse()
}
const months = (count: number) => account.simulator.advanceClock({ advance_months: count, advance_seconds: 2 * HOUR })

describe('a promotion code', () => {
  it('is found by what the customer typed, and says what it is worth', async () => {
    const [code] = (await account.stripe.promotionCodes.list({ code: 'ride20', expand: ['data.promotion.coupon'] }))
      .data
    expect(code).toMatchObject({
      active: true,
      code: 'RIDE20',
      promotion: { type: 'coupon', coupon: { percent_off: 20, duration: 'repeating', duration_in_months: 3 } },
    })
  })

  it('takes 20 % off for three months, and then no more', async () => {
    const code = await findCode('RIDE20')
    const { customer, subscription, invoice } = await subscribe(account, {
      price: PREMIUM,
      discounts: [{ promotion_code: code!.id }],
    })
    expect(invoice).toMatchObject({ subtotal: 1590, total: 1272, amount_paid: 1272 })
    expect(invoice.total_discount_amounts).toMatchObject([{ amount: 318, discount: subscription.discounts[0] }])
    await months(4)
    expect(await amountsOf(customer.id)).toEqual([1272, 1272, 1272, 1590, 1590])
    expect((await retrieve(account, subscription.id)).discounts).toEqual([])
  })

  it('is shown by the preview of a purchase, also before there is a customer', async () => {
    const code = await findCode('RIDE20')
    const preview = await account.stripe.invoices.createPreview({
      subscription_details: { items: [{ price: PREMIUM }] },
      discounts: [{ promotion_code: code!.id }],
    })
    expect(preview).toMatchObject({ subtotal: 1590, amount_due: 1272, currency: 'sgd' })
  })

  it('can be for those who never paid', async () => {
    const coupon = await account.stripe.coupons.create({ percent_off: 50, duration: 'once' })
    const code = await account.stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'FIRST',
      restrictions: { first_time_transaction: true },
    })
    const { customer, subscription } = await subscribe(account, { discounts: [{ promotion_code: code.id }] })
    await account.stripe.subscriptions.cancel(subscription.id)
    await expect(
      account.stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: STANDARD }],
        discounts: [{ promotion_code: code.id }],
      }),
    ).rejects.toThrow('This promotion code cannot be redeemed because the associated customer has prior transactions.')
  })

  it.each([
    ['used up', { max_redemptions: 1 }],
    ['past its time', { expires_at: Math.floor(Date.now() / 1000) + DAY }],
    ['switched off', {}],
  ])('is refused when it is %s, and is not listed as active', async (reason, limits) => {
    const coupon = await account.stripe.coupons.create({ percent_off: 10, duration: 'forever' })
    const code = await account.stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'ONCE',
      ...limits,
    })
    await subscribe(account, { discounts: [{ promotion_code: code.id }] })
    if (reason === 'past its time') await account.simulator.advanceClock({ advance_seconds: 2 * DAY })
    if (reason === 'switched off') await account.stripe.promotionCodes.update(code.id, { active: false })
    expect(await findCode('ONCE')).toBeUndefined()
    await expect(subscribe(account, { discounts: [{ promotion_code: code.id }] })).rejects.toMatchObject({
      param: 'discounts[0][promotion_code]',
    })
  })

  it('that does not exist is refused', async () => {
    await expect(subscribe(account, { discounts: [{ promotion_code: 'promo_none' }] })).rejects.toMatchObject({
      code: 'resource_missing',
    })
  })
})

describe('a coupon', () => {
  const create = (params: Stripe.CouponCreateParams) => account.stripe.coupons.create(params)

  it('for once is used up by the first invoice that it makes cheaper, not by that of a trial', async () => {
    const coupon = await create({ amount_off: 500, currency: 'sgd', duration: 'once' })
    const { customer } = await subscribe(account, { trial_period_days: 7, discounts: [{ coupon: coupon.id }] })
    await account.simulator.advanceClock({ advance_seconds: 7 * DAY + 2 * HOUR })
    await months(1)
    expect(await amountsOf(customer.id)).toEqual([0, 490, 990])
  })

  it('for ever goes on', async () => {
    const coupon = await create({ percent_off: 10, duration: 'forever' })
    const { customer } = await subscribe(account, { discounts: [{ coupon: coupon.id }] })
    await months(2)
    expect(await amountsOf(customer.id)).toEqual([891, 891, 891])
  })

  it('over everything leaves nothing to pay: the subscription is active without a card', async () => {
    const coupon = await create({ percent_off: 100, duration: 'forever' })
    const { id } = await account.stripe.customers.create({})
    const free = await account.stripe.subscriptions.create({
      customer: id,
      items: [{ price: STANDARD }],
      discounts: [{ coupon: coupon.id }],
    })
    expect(free.status).toBe('active')
  })

  it('is in the price when a plan changes: the proration is net of it', async () => {
    const coupon = await create({ percent_off: 50, duration: 'forever' })
    const { subscription, item } = await subscribe(account, { discounts: [{ coupon: coupon.id }] })
    const changed = await account.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price: PREMIUM }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    })
    const invoice = changed.latest_invoice as Stripe.Invoice
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([-495, 795])
    expect(invoice.amount_paid).toBe(300)
  })

  it('can be given to a running subscription and taken away again', async () => {
    const coupon = await create({ percent_off: 10, duration: 'forever', name: 'Thanks' })
    const { subscription } = await subscribe(account)
    const given = await account.stripe.subscriptions.update(subscription.id, {
      discounts: [{ coupon: coupon.id }],
      expand: ['discounts.source.coupon'],
    })
    expect(given.discounts).toMatchObject([{ object: 'discount', source: { coupon: { name: 'Thanks' } } }])
    const taken = await account.stripe.subscriptions.update(subscription.id, { discounts: '' })
    expect(taken.discounts).toEqual([])
    await account.simulator.settle()
    expect(account.endpoint.types()).toEqual(
      expect.arrayContaining(['customer.discount.created', 'customer.discount.deleted']),
    )
  })
})
