import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buyPremium, CARDS } from './buy.ts'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const retrieve = (id: string) => account.stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })
const periodOf = (subscription: Stripe.Subscription) => {
  const [item] = subscription.items.data
  return { start: item!.current_period_start, end: item!.current_period_end }
}

describe('a renewal', () => {
  it('moves the period at once and charges the card an hour later', async () => {
    const { subscription } = await buyPremium(account)
    const first = periodOf(subscription)
    await account.simulator.advanceClock({ advance_months: 1 })
    const rolledOver = await retrieve(subscription.id)
    expect(periodOf(rolledOver).start).toBe(first.end)
    expect(rolledOver).toMatchObject({ status: 'active', latest_invoice: { status: 'draft', attempted: false } })
    await account.simulator.advanceClock({ advance_seconds: HOUR + 60 })
    expect(await retrieve(subscription.id)).toMatchObject({
      status: 'active',
      latest_invoice: {
        status: 'paid',
        billing_reason: 'subscription_cycle',
        lines: { data: [{ period: periodOf(rolledOver) }] },
      },
    })
  })

  it('is told first by the subscription, with the old period, and then by the paid invoice', async () => {
    const { subscription } = await buyPremium(account)
    const { end } = periodOf(subscription)
    await account.simulator.settle()
    const before = account.endpoint.received.length
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const events = account.endpoint.received.slice(before)
    const rollOver = events.find((event) => event.type === 'customer.subscription.updated')
    const paid = events.find((event) => event.type === 'invoice.paid')
    expect(rollOver).toMatchObject({
      created: end,
      data: { previous_attributes: { items: { data: [{ current_period_end: end }] } } },
    })
    expect(paid?.created).toBe(end + HOUR)
  })

  it('happens as often as months have passed', async () => {
    const { subscription, customer } = await buyPremium(account)
    await account.simulator.advanceClock({ advance_months: 5, advance_seconds: 2 * HOUR })
    const invoices = await account.stripe.invoices.list({ customer: customer.id })
    expect(invoices.data.map(({ status }) => status)).toEqual(['paid', 'paid', 'paid', 'paid', 'paid', 'paid'])
    expect(periodOf(await retrieve(subscription.id)).start).toBeGreaterThan(periodOf(subscription).end + 100 * DAY)
  })
})

describe('a renewal that fails', () => {
  it('puts the subscription past due, tries again after 3, 5 and 7 days, and then ends it', async () => {
    const { subscription } = await buyPremium(account, CARDS.failsLater)
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const { latest_invoice: invoice, ...failed } = await retrieve(subscription.id)
    const finalizedAt = periodOf(subscription).end + HOUR
    expect(failed.status).toBe('past_due')
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, next_payment_attempt: finalizedAt + 3 * DAY })
    await account.simulator.advanceClock({ advance_seconds: 6 * DAY })
    expect(await retrieve(subscription.id)).toMatchObject({ status: 'past_due', latest_invoice: { attempt_count: 3 } })
    await account.simulator.advanceClock({ advance_seconds: 2 * DAY })
    expect(await retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      ended_at: finalizedAt + 7 * DAY,
      cancellation_details: { reason: 'payment_failed' },
      latest_invoice: { status: 'open', attempt_count: 4, next_payment_attempt: null },
    })
    expect(account.endpoint.types().filter((type) => type === 'invoice.payment_failed')).toHaveLength(4)
    expect(account.endpoint.types()).toContain('customer.subscription.deleted')
  })

  it('is made good by another card, within the retries', async () => {
    const { subscription, customer } = await buyPremium(account, CARDS.failsLater)
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const card = await account.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    await account.stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
    await account.simulator.advanceClock({ advance_seconds: 4 * DAY })
    expect(await retrieve(subscription.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'paid' } })
  })

  it('can be paid at once with invoices.pay', async () => {
    const { subscription } = await buyPremium(account, CARDS.failsLater)
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const { latest_invoice: invoice } = await retrieve(subscription.id)
    const { id } = invoice as Stripe.Invoice
    await expect(account.stripe.invoices.pay(id)).rejects.toMatchObject({ type: 'StripeCardError' })
    await account.stripe.invoices.pay(id, { payment_method: 'pm_card_visa', off_session: false })
    expect(await retrieve(subscription.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'paid' } })
  })

  it('waits for the customer when the bank asks for authentication each time', async () => {
    const { subscription, customer } = await buyPremium(account)
    const card = await account.stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer: customer.id })
    await account.stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    expect(await retrieve(subscription.id)).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } })
    expect(account.endpoint.types()).toContain('invoice.payment_action_required')
  })
})
