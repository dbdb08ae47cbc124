import { describe, expect, it } from 'vitest'
import { buyPlan } from '../support/stripe-flows/buy.ts'
import { cards, confirmPayment, readDecline } from '../support/stripe-flows/cards.ts'
import { readAccess, readInvoices, readSubscription } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('buying a plan at Stripe', () => {
  const flow = setUpFlow()

  it('subscribes and pays: the plan is open at once, and the webhook changes nothing about it', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    const { kind, client_secret } = await person.ask('subscribe', { plan_id: 'standard', trial: false })
    expect(kind).toBe('payment')
    expect(await readAccess(sql, person.id)).toEqual([])
    await confirmPayment(stripe, client_secret)
    expect(await person.ask('refresh')).toMatchObject({ status: 'active' })
    expect(await readAccess(sql, person.id)).toEqual(['standard'])
    await eventually(async () => {
      expect(await readInvoices(sql, person.id)).toMatchObject([
        {
          status: 'paid',
          billing_reason: 'subscription_create',
          amount_paid: 990,
          currency: 'sgd',
          card_last4: '4242',
        },
      ])
    })
    expect(await readAccess(sql, person.id)).toEqual(['standard'])
  })

  it('opens the plan by the webhook alone, when the browser never comes back', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    const { client_secret } = await person.ask('subscribe', { plan_id: 'premium', trial: false })
    await confirmPayment(stripe, client_secret)
    await eventually(async () => expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard']))
  })

  it('goes on after a declined card with another one, on the same invoice', async () => {
    const { stripe, sql, signUp, hear } = flow()
    const person = await signUp()
    const first = await person.ask('subscribe', { plan_id: 'premium', trial: false })
    expect(await readDecline(confirmPayment(stripe, first.client_secret, cards.insufficientFunds))).toBe(
      'insufficient_funds',
    )
    await hear()
    expect(await readAccess(sql, person.id)).toEqual([])
    const second = await person.ask('subscribe', { plan_id: 'premium', trial: false })
    expect(second.subscription_id).toBe(first.subscription_id)
    await confirmPayment(stripe, second.client_secret)
    expect(await person.ask('refresh')).toMatchObject({ status: 'active' })
    expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
  })

  it('opens nothing while the bank still asks for 3-D Secure, and says so', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    const { client_secret } = await person.ask('subscribe', { plan_id: 'premium', trial: false })
    expect(await confirmPayment(stripe, client_secret, cards.asksForAuthentication)).toMatchObject({
      status: 'requires_action',
    })
    expect(await person.ask('refresh')).toMatchObject({ status: 'incomplete' })
    await eventually(async () => expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'incomplete' }))
    expect(await person.ask('invoices/payment')).toMatchObject({ payment_status: 'requires_action' })
    expect(await readAccess(sql, person.id)).toEqual([])
  })

  it('refuses a second purchase before Stripe is asked for anything', async () => {
    const { signUp } = flow()
    const person = await signUp()
    await buyPlan(flow(), person, 'standard')
    expect(await person.call('subscribe', { plan_id: 'premium' })).toMatchObject({
      status: 409,
      body: { code: 'already_subscribed' },
    })
  })
})

describe('a promotion code', () => {
  const flow = setUpFlow()

  it('costs what its preview said, and one that does not exist is refused', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once', name: 'Half a month' })
    const { code } = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } })
    const person = await signUp()
    expect(await person.call('promotion', { plan_id: 'premium', promotion_code: 'no such code' })).toMatchObject({
      status: 422,
      body: { code: 'promotion_code_invalid' },
    })
    const offer = await person.ask('promotion', { plan_id: 'premium', promotion_code: code })
    expect(offer).toMatchObject({ amount_due: 795, amount_off: 795, currency: 'sgd', duration: 'once' })
    const bought = await person.ask('subscribe', { plan_id: 'premium', trial: false, promotion_code: code })
    await confirmPayment(stripe, bought.client_secret)
    await person.ask('refresh')
    await eventually(async () => {
      expect(await readInvoices(sql, person.id)).toMatchObject([{ status: 'paid', amount_paid: offer.amount_due }])
    })
  })
})
