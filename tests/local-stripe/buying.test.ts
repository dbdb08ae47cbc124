import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { authenticate, buyPremium, CARDS, payInBrowser, startPremium } from './buy.ts'
import { type Account, HOUR, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const statusOf = async (id: string) => (await account.stripe.subscriptions.retrieve(id)).status

describe('subscribing', () => {
  it('waits for the first payment, with an open invoice and a payment intent', async () => {
    const { subscription, invoice, intentId } = await startPremium(account)
    const intent = await account.stripe.paymentIntents.retrieve(intentId)
    expect(subscription).toMatchObject({ status: 'incomplete', currency: 'sgd', metadata: { user_id: 'user-1' } })
    expect(subscription.billing_mode).toMatchObject({ type: 'flexible' })
    expect(invoice).toMatchObject({ status: 'open', amount_due: 1590, billing_reason: 'subscription_create' })
    expect(intent).toMatchObject({ status: 'requires_payment_method', amount: 1590, setup_future_usage: 'off_session' })
  })

  it('becomes active once paid, and keeps the card for the renewals', async () => {
    const { subscription, customer, secret } = await startPremium(account)
    const paid = await payInBrowser(account, secret, CARDS.good)
    const after = await account.stripe.subscriptions.retrieve(subscription.id, {
      expand: ['latest_invoice', 'default_payment_method'],
    })
    expect(paid).toMatchObject({ status: 200, intent: { status: 'succeeded' } })
    expect(after).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_paid: 1590, amount_remaining: 0 },
      default_payment_method: { customer: customer.id, card: { brand: 'visa', last4: '4242' } },
    })
  })

  it('is paid for one calendar month', async () => {
    const { subscription } = await buyPremium(account)
    const [item] = subscription.items.data
    const start = new Date(item!.current_period_start * 1000)
    const end = new Date(item!.current_period_end * 1000)
    expect((end.getUTCMonth() - start.getUTCMonth() + 12) % 12).toBe(1)
    expect(item!.current_period_start).toBe(subscription.billing_cycle_anchor)
  })

  it('tells of a purchase with the events that Stripe sends', async () => {
    await buyPremium(account)
    await account.simulator.settle()
    expect(new Set(account.endpoint.types())).toEqual(
      new Set([
        'customer.created',
        'customer.updated',
        'customer.subscription.created',
        'customer.subscription.updated',
        'invoice.created',
        'invoice.updated',
        'invoice.finalized',
        'invoice.paid',
        'invoice.payment_succeeded',
        'invoice_payment.paid',
        'payment_intent.created',
        'payment_intent.succeeded',
        'payment_method.attached',
        'charge.succeeded',
      ]),
    )
  })

  it('expires when nobody pays for 23 hours, and its invoice with it', async () => {
    const { subscription, invoice, secret } = await startPremium(account)
    await account.simulator.advanceClock({ advance_seconds: 23 * HOUR - 10 })
    expect(await statusOf(subscription.id)).toBe('incomplete')
    await account.simulator.advanceClock({ advance_seconds: 20 })
    expect(await statusOf(subscription.id)).toBe('incomplete_expired')
    expect(await account.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'void' })
    expect(await payInBrowser(account, secret, CARDS.good)).toMatchObject({
      status: 400,
      error: { code: 'payment_intent_unexpected_state' },
    })
  })
})

describe('a declined card', () => {
  it('is refused with a reason, and leaves the subscription waiting', async () => {
    const { subscription, secret, intentId } = await startPremium(account)
    const declined = await payInBrowser(account, secret, CARDS.insufficientFunds)
    expect(declined).toMatchObject({
      status: 402,
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
      },
    })
    expect(await account.stripe.paymentIntents.retrieve(intentId)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    })
    expect(await statusOf(subscription.id)).toBe('incomplete')
  })

  it('can be corrected with another card on the same payment', async () => {
    const { subscription, customer, secret } = await startPremium(account)
    await payInBrowser(account, secret, CARDS.insufficientFunds)
    const paid = await payInBrowser(account, secret, CARDS.good)
    expect(paid).toMatchObject({ status: 200, intent: { status: 'succeeded' } })
    const all = await account.stripe.subscriptions.list({ customer: customer.id, status: 'all' })
    expect(all.data.map(({ id, status }) => [id, status])).toEqual([[subscription.id, 'active']])
  })

  it('is told by events', async () => {
    const { secret } = await startPremium(account)
    await payInBrowser(account, secret, CARDS.insufficientFunds)
    await account.simulator.settle()
    expect(account.endpoint.types()).toEqual(
      expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed', 'invoice.payment_failed']),
    )
  })

  it('is any number that is not a test card', async () => {
    const { secret } = await startPremium(account)
    expect(await payInBrowser(account, secret, '4111 1111 1111 1111')).toMatchObject({
      status: 402,
      error: { decline_code: 'test_mode_live_card' },
    })
  })
})

describe('a card that asks for authentication', () => {
  it('pays once the person has authenticated', async () => {
    const { subscription, secret } = await startPremium(account)
    const asked = await payInBrowser(account, secret, CARDS.asksForAuthentication)
    expect(asked).toMatchObject({
      status: 200,
      intent: { status: 'requires_action', next_action: { type: 'use_stripe_sdk' } },
    })
    expect(await statusOf(subscription.id)).toBe('incomplete')
    expect(await authenticate(account, secret, 'succeeded')).toMatchObject({ intent: { status: 'succeeded' } })
    expect(await statusOf(subscription.id)).toBe('active')
    await account.simulator.settle()
    expect(account.endpoint.types()).toEqual(
      expect.arrayContaining(['payment_intent.requires_action', 'invoice.payment_action_required']),
    )
  })

  it('does not pay when the person fails to, and can be tried again', async () => {
    const { subscription, secret } = await startPremium(account)
    await payInBrowser(account, secret, CARDS.asksForAuthentication)
    expect(await authenticate(account, secret, 'failed')).toMatchObject({
      intent: {
        status: 'requires_payment_method',
        last_payment_error: { code: 'payment_intent_authentication_failure' },
      },
    })
    await payInBrowser(account, secret, CARDS.asksForAuthentication)
    await authenticate(account, secret, 'succeeded')
    expect(await statusOf(subscription.id)).toBe('active')
  })

  it('is not asked again at the renewal', async () => {
    const { subscription, secret } = await startPremium(account)
    await payInBrowser(account, secret, CARDS.asksForAuthentication)
    await authenticate(account, secret, 'succeeded')
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const after = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
    expect(after).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', billing_reason: 'subscription_cycle' },
    })
  })
})
