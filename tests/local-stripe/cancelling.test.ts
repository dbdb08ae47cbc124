import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buyPremium, startPremium } from './buy.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

describe('cancelling at the end of the period', () => {
  it('keeps the subscription active, with its end date, until then', async () => {
    const { subscription } = await buyPremium(account)
    const end = subscription.items.data[0]!.current_period_end
    const canceled = await account.stripe.subscriptions.update(subscription.id, {
      cancel_at_period_end: true,
      cancellation_details: { feedback: 'too_expensive', comment: 'see you' },
    })
    expect(canceled).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: end,
      canceled_at: expect.any(Number),
      cancellation_details: { feedback: 'too_expensive', comment: 'see you', reason: 'cancellation_requested' },
    })
    await account.simulator.advanceClock({ advance_months: 1 })
    const ended = await account.stripe.subscriptions.retrieve(subscription.id)
    expect(ended).toMatchObject({ status: 'canceled', ended_at: end, canceled_at: canceled.canceled_at })
    const deleted = account.endpoint.received.find((event) => event.type === 'customer.subscription.deleted')
    expect(deleted).toMatchObject({ created: end, data: { object: { id: subscription.id, status: 'canceled' } } })
  })

  it('leaves no invoice to be previewed', async () => {
    const { subscription } = await buyPremium(account)
    await account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await expect(account.stripe.invoices.createPreview({ subscription: subscription.id })).rejects.toMatchObject({
      statusCode: 404,
      code: 'invoice_upcoming_none',
    })
  })

  it('can be taken back, and then it renews', async () => {
    const { subscription } = await buyPremium(account)
    await account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    const resumed = await account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
    expect(resumed).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null })
    await account.simulator.advanceClock({ advance_months: 1 })
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  })

  it('can be set as the portal does it, by a date alone', async () => {
    const { subscription } = await buyPremium(account)
    const portal = await account.stripe.subscriptions.update(subscription.id, { cancel_at: 'min_period_end' })
    expect(portal).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: subscription.items.data[0]!.current_period_end,
    })
    const resumed = await account.stripe.subscriptions.update(subscription.id, { cancel_at: '' })
    expect(resumed.cancel_at).toBeNull()
  })
})

describe('cancelling at once', () => {
  it('ends the subscription, and nothing can be changed on it any more', async () => {
    const { subscription } = await buyPremium(account)
    const ended = await account.stripe.subscriptions.cancel(subscription.id)
    expect(ended).toMatchObject({ status: 'canceled', ended_at: expect.any(Number) })
    await expect(
      account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false }),
    ).rejects.toMatchObject({ code: 'invalid_canceled_subscription_fields' })
  })

  it('expires a subscription that was never paid, and voids its invoice', async () => {
    const { subscription, invoice } = await startPremium(account)
    const ended = await account.stripe.subscriptions.cancel(subscription.id)
    expect(ended.status).toBe('incomplete_expired')
    expect((await account.stripe.invoices.retrieve(invoice.id)).status).toBe('void')
    await account.simulator.settle()
    expect(account.endpoint.types()).toEqual(expect.arrayContaining(['invoice.voided', 'payment_intent.canceled']))
  })
})

it('changes nothing but metadata of a subscription that is not paid yet', async () => {
  const { subscription } = await startPremium(account)
  const { update } = account.stripe.subscriptions
  const changed = await update.call(account.stripe.subscriptions, subscription.id, { metadata: { note: 'kept' } })
  expect(changed.metadata).toEqual({ user_id: 'user-1', note: 'kept' })
  await expect(account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })).rejects.toThrow(
    /incomplete/,
  )
})
