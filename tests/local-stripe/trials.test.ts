import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'
import { createCustomer, PREMIUM, retrieve, subscribe } from './subscribers.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const startTrial = (more: Partial<Stripe.SubscriptionCreateParams> = {}) =>
  subscribe(account, { price: PREMIUM, trial_period_days: 7, ...more })

describe('a trial', () => {
  it('begins with a paid invoice over nothing, and lasts as long as it says', async () => {
    const { subscription, invoice, item } = await startTrial()
    expect(subscription).toMatchObject({
      status: 'trialing',
      trial_end: subscription.created + 7 * DAY,
      billing_cycle_anchor: subscription.created + 7 * DAY,
      pending_setup_intent: null,
    })
    expect(item.current_period_end).toBe(subscription.trial_end)
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 0,
      lines: { data: [{ amount: 0, description: 'Trial period for Tandem Premium' }] },
    })
  })

  it('is warned of three days before its end', async () => {
    const { subscription } = await startTrial()
    await account.simulator.advanceClock({ advance_seconds: 4 * DAY - HOUR })
    expect(account.endpoint.types()).not.toContain('customer.subscription.trial_will_end')
    await account.simulator.advanceClock({ advance_seconds: 2 * HOUR })
    const [told, again] = account.endpoint.received.filter(({ type }) => type.endsWith('trial_will_end'))
    expect(told?.created).toBe(subscription.created + 4 * DAY)
    expect(again).toBeUndefined()
  })

  it('is warned of at once when it is shorter than that', async () => {
    const { subscription } = await startTrial({ trial_period_days: 2 })
    await account.simulator.advanceClock({ advance_seconds: 1 })
    const told = account.endpoint.received.find(({ type }) => type.endsWith('trial_will_end'))
    expect(told?.created).toBe(subscription.created)
  })

  it('goes over into an ordinary period: active at once, charged an hour later', async () => {
    const { subscription } = await startTrial()
    await account.simulator.advanceClock({ advance_seconds: 7 * DAY + 60 })
    expect(await retrieve(account, subscription.id)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'draft', billing_reason: 'subscription_cycle', amount_due: 1590 },
    })
    await account.simulator.advanceClock({ advance_seconds: HOUR })
    expect(await retrieve(account, subscription.id)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_paid: 1590 },
    })
  })

  it('asks for a card when there is none, and takes the one that is set up', async () => {
    const customer = await createCustomer(account.stripe, null)
    const subscription = await account.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: PREMIUM }],
      trial_period_days: 7,
      payment_behavior: 'default_incomplete',
      expand: ['pending_setup_intent'],
    })
    const setup = subscription.pending_setup_intent as Stripe.SetupIntent
    expect(subscription.status).toBe('trialing')
    expect(setup).toMatchObject({ object: 'setup_intent', status: 'requires_payment_method' })
    await account.stripe.setupIntents.confirm(setup.id, {
      payment_method: 'pm_card_visa',
      return_url: 'https://tandem.example/return',
    })
    expect(await retrieve(account, subscription.id)).toMatchObject({
      pending_setup_intent: null,
      default_payment_method: expect.stringMatching(/^pm_/),
    })
  })

  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const)('without a card at its end: %s makes it %s', async (missing, status) => {
    const customer = await createCustomer(account.stripe, null)
    const { id } = await account.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: PREMIUM }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: missing } },
    })
    await account.simulator.advanceClock({ advance_seconds: 7 * DAY + 2 * HOUR })
    expect((await retrieve(account, id)).status).toBe(status)
  })

  it('can be ended at once, and is charged then', async () => {
    const { subscription } = await startTrial()
    const ended = await account.stripe.subscriptions.update(subscription.id, {
      trial_end: 'now',
      expand: ['latest_invoice'],
    })
    expect(ended).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_paid: 1590, billing_reason: 'subscription_update' },
    })
    expect(ended.billing_cycle_anchor).toBe(ended.items.data[0]!.current_period_start)
    await account.simulator.settle()
    expect(account.endpoint.types()).toContain('customer.subscription.trial_will_end')
  })

  it('made shorter than three days is warned of then, not in the past', async () => {
    const { subscription } = await startTrial()
    await account.simulator.advanceClock({ advance_seconds: DAY })
    const at = account.simulator.now()
    await account.stripe.subscriptions.update(subscription.id, { trial_end: at + DAY })
    await account.simulator.advanceClock({ advance_seconds: HOUR })
    const told = account.endpoint.received.find(({ type }) => type.endsWith('trial_will_end'))
    expect(told?.created).toBeGreaterThanOrEqual(at)
    expect(told?.data.object).toMatchObject({ trial_end: at + DAY })
  })

  it('can be made longer', async () => {
    const { subscription } = await startTrial()
    const end = subscription.created + 10 * DAY
    const longer = await account.stripe.subscriptions.update(subscription.id, { trial_end: end })
    expect(longer).toMatchObject({ status: 'trialing', trial_end: end })
    expect(longer.items.data[0]!.current_period_end).toBe(end)
  })

  it('lets the plan change for nothing, and keeps its end', async () => {
    const { subscription, item } = await startTrial()
    const changed = await account.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price: 'price_tandem_standard_monthly' }],
      proration_behavior: 'none',
      expand: ['latest_invoice'],
    })
    expect(changed).toMatchObject({
      status: 'trialing',
      trial_end: subscription.trial_end,
      latest_invoice: { id: (subscription.latest_invoice as Stripe.Invoice).id },
      items: { data: [{ price: { lookup_key: 'tandem_standard_monthly' } }] },
    })
  })
})

describe('the first payment', () => {
  it('is taken from the saved card', async () => {
    const { subscription, invoice } = await subscribe(account)
    expect(subscription.status).toBe('active')
    expect(invoice).toMatchObject({ status: 'paid', amount_paid: 990 })
  })

  it('may fail, and then the subscription waits', async () => {
    const { subscription, invoice } = await subscribe(account, { card: 'pm_card_chargeCustomerFail' })
    expect(subscription.status).toBe('incomplete')
    expect(invoice.status).toBe('open')
  })

  it('may be made a condition, and then nothing is left behind', async () => {
    const customer = await createCustomer(account.stripe, 'pm_card_chargeCustomerFail')
    await expect(
      account.stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: PREMIUM }],
        payment_behavior: 'error_if_incomplete',
      }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' })
    const all = await account.stripe.subscriptions.list({ customer: customer.id, status: 'all' })
    expect(all.data).toEqual([])
    await account.simulator.settle()
    expect(account.endpoint.types()).not.toContain('customer.subscription.created')
  })

  it('needs a card', async () => {
    const customer = await createCustomer(account.stripe, null)
    await expect(
      account.stripe.subscriptions.create({ customer: customer.id, items: [{ price: PREMIUM }] }),
    ).rejects.toThrow(/no attached payment source/)
  })
})
