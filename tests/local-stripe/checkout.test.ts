import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CARDS } from './buy.ts'
import { openCheckout, SUCCESS_URL, sendCard, sendForm } from './open-checkout.ts'
import { type Account, DAY, startAccount } from './start-account.ts'
import { PREMIUM } from './subscribers.ts'

let account: Account
beforeAll(async () => {
  account = await startAccount()
})
afterAll(() => account.close())

const read = (id: string) => account.stripe.checkout.sessions.retrieve(id, { expand: ['subscription', 'invoice'] })
const subscriptionsOf = async (customer: string) =>
  (await account.stripe.subscriptions.list({ customer, status: 'all' })).data

describe('a Checkout session', () => {
  it('makes nothing before it is paid, then everything, and goes to the success page', async () => {
    const { session, customer } = await openCheckout(account)
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 1590, subscription: null })
    expect(await subscriptionsOf(customer.id)).toEqual([])
    const answer = await sendCard(`${session.url}/pay`, CARDS.good)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(SUCCESS_URL.replace('{CHECKOUT_SESSION_ID}', session.id))
    const done = await read(session.id)
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      invoice: { status: 'paid', amount_paid: 1590 },
      subscription: { status: 'active', metadata: { user_id: 'user-1' }, customer: customer.id },
    })
    expect((done.subscription as Stripe.Subscription).default_payment_method).toMatch(/^pm_/)
    await account.simulator.settle()
    const told = account.endpoint.received.filter((event) => event.type === 'checkout.session.completed')
    expect(told.map((event) => event.data.object)).toMatchObject([{ id: session.id, subscription: expect.any(String) }])
  })

  it('begins a trial with the card that was given, and charges nothing', async () => {
    const { session } = await openCheckout(account, { subscription_data: { trial_period_days: 7 } })
    expect(session.amount_total).toBe(0)
    await sendCard(`${session.url}/pay`, CARDS.good)
    expect(await read(session.id)).toMatchObject({
      payment_status: 'no_payment_required',
      subscription: { status: 'trialing', default_payment_method: expect.stringMatching(/^pm_/) },
    })
  })

  it('tells a decline on its page, leaves nothing behind, and takes another card', async () => {
    const { session, customer } = await openCheckout(account)
    const declined = await sendCard(`${session.url}/pay`, CARDS.insufficientFunds)
    expect([declined.status, await declined.text()]).toEqual([402, expect.stringContaining('insufficient funds')])
    expect(await subscriptionsOf(customer.id)).toEqual([])
    expect((await sendCard(`${session.url}/pay`, CARDS.good)).status).toBe(303)
    expect(await subscriptionsOf(customer.id)).toMatchObject([{ status: 'active' }])
  })

  it('lets the bank ask, and pays only after the answer', async () => {
    const { session } = await openCheckout(account)
    expect(await (await sendCard(`${session.url}/pay`, CARDS.asksForAuthentication)).text()).toContain('3D Secure')
    const failed = await sendForm(`${session.url}/authentication`, { outcome: 'failed' })
    expect(await failed.text()).toContain('unable to authenticate')
    await sendCard(`${session.url}/pay`, CARDS.asksForAuthentication)
    expect((await sendForm(`${session.url}/authentication`, { outcome: 'succeeded' })).status).toBe(303)
    expect(await read(session.id)).toMatchObject({ subscription: { status: 'active' } })
  })

  it('takes a promotion code, and says when there is none such', async () => {
    const { session } = await openCheckout(account)
    const wrong = await sendForm(`${session.url}/promotion`, { code: 'NOPE' })
    expect(await wrong.text()).toContain('This code is invalid.')
    const [code] = (await account.stripe.promotionCodes.list({ active: true })).data
    await sendForm(`${session.url}/promotion`, { code: code!.code.toLowerCase() })
    expect((await read(session.id)).total_details).toMatchObject({ amount_discount: 318 })
    await sendCard(`${session.url}/pay`, CARDS.good)
    expect(await read(session.id)).toMatchObject({ amount_total: 1272, invoice: { amount_paid: 1272 } })
  })

  it('is paid once, however often its form is sent', async () => {
    const { session, customer } = await openCheckout(account)
    await Promise.all([1, 2].map(() => sendCard(`${session.url}/pay`, CARDS.good)))
    expect(await subscriptionsOf(customer.id)).toHaveLength(1)
  })

  it.each(['asked to', 'left open for a day'])('expires when it is %s', async (way) => {
    const { session } = await openCheckout(account)
    if (way === 'asked to') await account.stripe.checkout.sessions.expire(session.id)
    else await account.simulator.advanceClock({ advance_seconds: DAY })
    expect(await read(session.id)).toMatchObject({ status: 'expired', url: null })
    expect((await sendCard(`${session.url}/pay`, CARDS.good)).status).toBe(410)
    await expect(account.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/status of expired/)
    const types = account.endpoint.types()
    await account.simulator.settle()
    expect(types.concat(account.endpoint.types())).toContain('checkout.session.expired')
  })

  it('keeps a card in setup mode, and takes one payment in payment mode', async () => {
    const setup = await openCheckout(account, {
      mode: 'setup',
      currency: 'sgd',
      line_items: undefined,
      allow_promotion_codes: undefined,
      subscription_data: undefined,
      setup_intent_data: { metadata: { purpose: 'card' } },
    })
    await sendCard(`${setup.session.url}/pay`, CARDS.good)
    const kept = await account.stripe.checkout.sessions.retrieve(setup.session.id, { expand: ['setup_intent'] })
    expect(kept.setup_intent).toMatchObject({ status: 'succeeded', metadata: { purpose: 'card' } })
    const payment = await openCheckout(account, {
      mode: 'payment',
      subscription_data: undefined,
      line_items: [
        { price_data: { currency: 'sgd', unit_amount: 2900, product_data: { name: 'Workshop' } }, quantity: 1 },
      ],
    })
    await sendCard(`${payment.session.url}/pay`, CARDS.good)
    const paid = await account.stripe.checkout.sessions.retrieve(payment.session.id, { expand: ['payment_intent'] })
    expect(paid).toMatchObject({ payment_status: 'paid', payment_intent: { amount_received: 2900 } })
  })
})

describe('what Stripe refuses in a Checkout session', () => {
  it.each([
    ['an old name of its look', { ui_mode: 'hosted' as never }, /Invalid ui_mode: must be one of/],
    ['a customer and an address', { customer_email: 'ada@example.com' }, /only specify one of these/],
    ['codes typed and given', { discounts: [{ promotion_code: 'promo_1' }] }, /only specify one of these/],
    ['a price that recurs, in payment mode', { mode: 'payment', subscription_data: undefined }, /no recurring prices/],
    ['no page to go to', { success_url: undefined }, /Missing required param: success_url/],
    ['types of payment methods by their old name', { payment_method_types: ['card'] } as never, /no longer supported/],
    ['a page that is open for a minute', { expires_at: Math.floor(Date.now() / 1000) + 60 }, /30 minutes/],
  ] as [string, Partial<Stripe.Checkout.SessionCreateParams>, RegExp][])('%s', async (_what, wishes, message) => {
    await expect(openCheckout(account, wishes)).rejects.toThrow(message)
  })

  it('a price that is archived', async () => {
    await fetch(`${account.origin}/control/prices/${PREMIUM}`, { method: 'POST', body: '{"active":false}' })
    await expect(openCheckout(account)).rejects.toThrow(/inactive/)
  })
})
