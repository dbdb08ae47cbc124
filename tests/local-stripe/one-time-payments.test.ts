import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPremium } from './buy.ts'
import { cardFields, confirm, MORE_CARDS, prove, typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
let customer: string
beforeEach(async () => {
  account = await startAccount()
  customer = (await account.stripe.customers.create({ email: 'ada@example.com' })).id
})
afterEach(() => account.close())

const start = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  account.stripe.paymentIntents.create({ amount: 2900, currency: 'sgd', customer, ...params })
const cards = async () => (await account.stripe.customers.listPaymentMethods(customer)).data

describe('a one-time payment', () => {
  it('is made with its amount, and paid in the browser', async () => {
    const intent = await start({ metadata: { extra_id: 'workshop' }, receipt_email: 'ada@example.com' })
    expect(intent).toMatchObject({ status: 'requires_payment_method', metadata: { extra_id: 'workshop' } })
    const paid = await confirm(account, intent, cardFields(MORE_CARDS.mastercard))
    expect(paid.intent).toMatchObject({ status: 'succeeded', amount_received: 2900 })
    const charge = await account.stripe.charges.retrieve(String(paid.intent.latest_charge))
    expect(charge).toMatchObject({ paid: true, receipt_email: 'ada@example.com', payment_intent: intent.id })
    expect(typesOf(account, 'payment_intent', 'charge', 'invoice')).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
  })

  it('can change its amount until it is paid', async () => {
    const intent = await start()
    const changed = await account.stripe.paymentIntents.update(intent.id, { amount: 3900, metadata: { a: '1' } })
    expect(changed).toMatchObject({ amount: 3900, metadata: { a: '1' }, client_secret: intent.client_secret })
    await confirm(account, intent, cardFields(MORE_CARDS.good))
    await expect(account.stripe.paymentIntents.update(intent.id, { amount: 100 })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })

  it('can be canceled, and is listed by customer', async () => {
    const intent = await start()
    await start({ customer: undefined })
    const canceled = await account.stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    const { data } = await account.stripe.paymentIntents.list({ customer })
    expect(data.map(({ id }) => id)).toEqual([intent.id])
  })

  it('of an invoice is not canceled without its invoice', async () => {
    const { intentId } = await startPremium(account)
    await expect(account.stripe.paymentIntents.cancel(intentId)).rejects.toThrow(/created by an Invoice/)
  })

  it.each([
    ['a few cents', { amount: 10 }, 'amount_too_small'],
    ['a customer that is not there', { customer: 'cus_none' }, 'resource_missing'],
    ['what endive dropped', { payment_method_types: ['card'] }, 'payment_method_types_no_longer_supported'],
  ])('is refused for %s', async (_, params, code) => {
    await expect(start(params as object)).rejects.toMatchObject({ statusCode: 400, code })
  })
})

describe('the card that paid', () => {
  it('is not kept unless somebody says so, and cannot be used again', async () => {
    const paid = await confirm(account, await start(), cardFields(MORE_CARDS.good))
    expect(await cards()).toEqual([])
    const spent = String(paid.intent.payment_method)
    await expect(account.stripe.paymentMethods.attach(spent, { customer })).rejects.toThrow(/may not be used again/)
  })

  it('is kept, and shown where cards are managed, when the server says so', async () => {
    const intent = await start({ setup_future_usage: 'off_session' })
    await confirm(account, intent, cardFields(MORE_CARDS.good))
    expect(await cards()).toMatchObject([{ allow_redisplay: 'limited' }])
  })

  it('is offered again when the person ticked the box', async () => {
    const fields = cardFields(MORE_CARDS.good, { allowRedisplay: 'always' })
    const paid = await confirm(account, await start(), { ...fields, setup_future_usage: 'on_session' })
    expect(paid.intent.setup_future_usage).toBe('on_session')
    expect(await cards()).toMatchObject([{ allow_redisplay: 'always' }])
  })

  it('pays again when it was saved, from the form or without the customer', async () => {
    const saved = await account.stripe.paymentMethods.attach('pm_card_visa', { customer })
    const fromForm = await confirm(account, await start(), { payment_method: saved.id })
    const payment_method = saved.id
    const return_url = 'https://example.com/return'
    const away = await start({ payment_method, confirm: true, off_session: true, return_url })
    expect([fromForm.intent.status, away.status]).toEqual(['succeeded', 'succeeded'])
  })
})

describe('a payment that is refused', () => {
  it('by the bank is told why, and can be tried again', async () => {
    const intent = await start()
    const refused = await confirm(account, intent, cardFields(MORE_CARDS.insufficientFunds))
    expect(refused).toMatchObject({ status: 402, error: { decline_code: 'insufficient_funds' } })
    expect((await confirm(account, intent, cardFields(MORE_CARDS.good))).status).toBe(200)
  })

  it('after authentication is declined all the same', async () => {
    const intent = await start()
    const asked = await confirm(account, intent, cardFields(MORE_CARDS.asksThenFails))
    const proved = await prove(account, intent, 'succeeded')
    expect(asked.intent.status).toBe('requires_action')
    expect(proved.intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    })
  })

  it.each(['pm_card_authenticationRequired', 'pm_card_authenticationRequiredOnSetup'])(
    'off session needs the customer: %s',
    async (name) => {
      const { id: payment_method } = await account.stripe.paymentMethods.attach(name, { customer })
      const allowed_payment_method_types = ['card' as const]
      const attempt = start({ payment_method, confirm: true, off_session: true, allowed_payment_method_types })
      await expect(attempt).rejects.toMatchObject({
        statusCode: 402,
        code: 'authentication_required',
        payment_intent: { status: 'requires_payment_method' },
      })
    },
  )

  it('off session is not, once the card was set up with the customer there', async () => {
    const intent = await account.stripe.setupIntents.create({ customer })
    await confirm(account, intent, cardFields(MORE_CARDS.asksForAuthentication))
    const { intent: done } = await prove(account, intent, 'succeeded')
    const paid = await start({
      payment_method: String(done.payment_method),
      confirm: true,
      off_session: true,
      allowed_payment_method_types: ['card'],
    })
    expect(paid.status).toBe('succeeded')
  })

  it('when a saved card fails later', async () => {
    const { id } = await account.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
    expect(await confirm(account, await start(), { payment_method: id })).toMatchObject({
      status: 402,
      error: { code: 'card_declined' },
    })
  })
})
