import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardFields, confirm, MORE_CARDS, prove, typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
let customer: string
beforeEach(async () => {
  account = await startAccount()
  customer = (await account.stripe.customers.create({ email: 'ada@example.com' })).id
})
afterEach(() => account.close())

const setUp = () =>
  account.stripe.setupIntents.create({ customer, usage: 'off_session', metadata: { purpose: 'card' } })

describe('keeping a card without paying', () => {
  it('waits for a card, and offers what the account has switched on', async () => {
    expect(await setUp()).toMatchObject({
      status: 'requires_payment_method',
      usage: 'off_session',
      customer,
      metadata: { purpose: 'card' },
      automatic_payment_methods: { enabled: true },
      payment_method_types: ['card'],
      client_secret: expect.stringMatching(/^seti_\w+_secret_\w+$/),
    })
  })

  it('attaches the card that the browser confirms', async () => {
    const intent = await setUp()
    const confirmed = await confirm(account, intent, cardFields(MORE_CARDS.good))
    expect(confirmed).toMatchObject({ status: 200, intent: { status: 'succeeded' } })
    const { data } = await account.stripe.customers.listPaymentMethods(customer, { type: 'card' })
    expect(data).toMatchObject([{ id: confirmed.intent.payment_method, card: { last4: '4242', exp_year: 2034 } }])
    expect(typesOf(account, 'setup_intent', 'payment_method')).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ])
  })

  it('can be confirmed by the server, and is not confirmed twice', async () => {
    const intent = await account.stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_mastercard',
    })
    expect(intent.status).toBe('requires_confirmation')
    expect((await account.stripe.setupIntents.confirm(intent.id)).status).toBe('succeeded')
    await expect(account.stripe.setupIntents.confirm(intent.id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
      setup_intent: { id: intent.id },
    })
  })

  it('wants an address to return to when the server confirms all methods', async () => {
    const intent = await setUp()
    const payment_method = 'pm_card_visa'
    await expect(account.stripe.setupIntents.confirm(intent.id, { payment_method })).rejects.toThrow(/return_url/)
    const return_url = 'https://example.com/return'
    const confirmed = await account.stripe.setupIntents.confirm(intent.id, { payment_method, return_url })
    expect(confirmed.status).toBe('succeeded')
  })

  it('takes a card that was saved before', async () => {
    const saved = await account.stripe.paymentMethods.attach('pm_card_visa', { customer })
    const confirmed = await confirm(account, await setUp(), { payment_method: saved.id })
    expect(confirmed.intent).toMatchObject({ status: 'succeeded', payment_method: saved.id })
    expect(typesOf(account, 'payment_method')).toEqual(['payment_method.attached'])
  })

  it('does not take the card of another customer', async () => {
    const other = await account.stripe.customers.create({})
    const theirs = await account.stripe.paymentMethods.attach('pm_card_visa', { customer: other.id })
    expect(await confirm(account, await setUp(), { payment_method: theirs.id })).toMatchObject({
      status: 400,
      error: { code: 'resource_missing', param: 'payment_method' },
    })
  })
})

describe('a card that asks for 3-D Secure', () => {
  it.each([MORE_CARDS.asksForAuthentication, MORE_CARDS.asksAlways])('waits for the person: %s', async (number) => {
    const intent = await setUp()
    const asked = await confirm(account, intent, cardFields(number))
    expect(asked.intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } })
    const proved = await prove(account, intent, 'succeeded')
    expect(proved.intent).toMatchObject({ status: 'succeeded', next_action: null })
    const method = await account.stripe.paymentMethods.retrieve(String(proved.intent.payment_method))
    expect(method.customer).toBe(customer)
  })

  it('is not kept when the person fails, and the same secret can be tried again', async () => {
    const intent = await setUp()
    await confirm(account, intent, cardFields(MORE_CARDS.asksForAuthentication))
    const failed = await prove(account, intent, 'failed')
    expect(failed.intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    })
    expect((await confirm(account, intent, cardFields(MORE_CARDS.good))).intent.status).toBe('succeeded')
    expect(typesOf(account, 'setup_intent')).toEqual([
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.setup_failed',
      'setup_intent.succeeded',
    ])
  })
})

describe('a card that its bank refuses', () => {
  it.each([
    [MORE_CARDS.insufficientFunds, 'card_declined', 'insufficient_funds'],
    [MORE_CARDS.declined, 'card_declined', 'generic_decline'],
    [MORE_CARDS.expired, 'expired_card', 'expired_card'],
    [MORE_CARDS.wrongCvc, 'incorrect_cvc', 'incorrect_cvc'],
  ])('is not kept: %s', async (number, code, decline_code) => {
    const refused = await confirm(account, await setUp(), cardFields(number))
    expect(refused).toMatchObject({
      status: 402,
      error: { type: 'card_error', code, decline_code, setup_intent: { status: 'requires_payment_method' } },
    })
    expect((await account.stripe.customers.listPaymentMethods(customer)).data).toEqual([])
    expect(typesOf(account, 'setup_intent')).toContain('setup_intent.setup_failed')
  })

  it('later is kept now', async () => {
    expect((await confirm(account, await setUp(), cardFields(MORE_CARDS.failsLater))).status).toBe(200)
  })
})

describe('managing what was begun', () => {
  it('lists them by customer, changes metadata, and cancels', async () => {
    const intent = await setUp()
    await account.stripe.setupIntents.create({})
    await account.stripe.setupIntents.update(intent.id, { metadata: { attempt_id: '7' } })
    const { data } = await account.stripe.setupIntents.list({ customer })
    expect(data).toMatchObject([{ id: intent.id, metadata: { purpose: 'card', attempt_id: '7' } }])
    const canceled = await account.stripe.setupIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect((await confirm(account, intent, cardFields(MORE_CARDS.good))).error).toMatchObject({
      code: 'setup_intent_unexpected_state',
    })
  })

  it('refuses the parameter that endive dropped', async () => {
    const params = { customer, payment_method_types: ['card'] } as object
    await expect(account.stripe.setupIntents.create(params)).rejects.toMatchObject({
      statusCode: 400,
      code: 'payment_method_types_no_longer_supported',
    })
  })

  it('shows nothing to a browser with a wrong secret', async () => {
    const intent = await setUp()
    const wrong = { client_secret: `${intent.id}_secret_wrong` }
    expect((await confirm(account, wrong, cardFields(MORE_CARDS.good))).error).toMatchObject({
      code: 'setup_intent_invalid_parameter',
    })
  })
})
