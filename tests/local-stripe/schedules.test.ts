import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Account, HOUR, startAccount } from './start-account.ts'
import { PREMIUM, retrieve, STANDARD, subscribe } from './subscribers.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

/** The two calls of a downgrade that takes effect at the end of the period. */
async function planDowngrade(end: Stripe.SubscriptionScheduleUpdateParams.EndBehavior = 'release') {
  const bought = await subscribe(account, { price: PREMIUM })
  const schedule = await account.stripe.subscriptionSchedules.create({ from_subscription: bought.subscription.id })
  const [current] = schedule.phases
  const planned = await account.stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: end,
    proration_behavior: 'none',
    phases: [
      { items: [{ price: PREMIUM }], start_date: current!.start_date, end_date: current!.end_date },
      { items: [{ price: STANDARD }], duration: { interval: 'month', interval_count: 1 } },
    ],
  })
  return { ...bought, schedule: planned }
}
const nextMonth = () => account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })

describe('a downgrade planned for the end of the period', () => {
  it('leaves the plan as it is until then', async () => {
    const { subscription, schedule, item } = await planDowngrade()
    const planned = await account.stripe.subscriptions.retrieve(subscription.id, {
      expand: ['schedule.phases.items.price'],
    })
    expect(planned.items.data[0]!.price.id).toBe(PREMIUM)
    expect(planned.schedule).toMatchObject({
      id: schedule.id,
      status: 'active',
      current_phase: { end_date: item.current_period_end },
      phases: [{}, { items: [{ price: { lookup_key: 'tandem_standard_monthly' } }] }],
    })
  })

  it('shows in the preview of the next invoice', async () => {
    const { subscription } = await planDowngrade()
    expect(await account.stripe.invoices.createPreview({ subscription: subscription.id })).toMatchObject({
      amount_due: 990,
    })
  })

  it('takes effect with the renewal, without prorations, and lets go of the subscription a month later', async () => {
    const { subscription, schedule } = await planDowngrade()
    await nextMonth()
    const renewed = await retrieve(account, subscription.id)
    expect(renewed.items.data[0]!.price.id).toBe(STANDARD)
    expect(renewed.latest_invoice).toMatchObject({
      status: 'paid',
      amount_paid: 990,
      lines: { data: [{ amount: 990 }] },
    })
    expect(renewed.schedule).toBe(schedule.id)
    await nextMonth()
    expect((await retrieve(account, subscription.id)).schedule).toBeNull()
    expect(await account.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
      status: 'released',
      released_subscription: subscription.id,
      subscription: null,
    })
  })

  it('can be taken back', async () => {
    const { subscription, schedule } = await planDowngrade()
    await account.stripe.subscriptionSchedules.release(schedule.id)
    await nextMonth()
    const renewed = await retrieve(account, subscription.id)
    expect([renewed.schedule, renewed.items.data[0]!.price.id]).toEqual([null, PREMIUM])
  })

  it('keeps others from changing its end or its price', async () => {
    const { subscription, item } = await planDowngrade()
    const update = (params: Stripe.SubscriptionUpdateParams) =>
      account.stripe.subscriptions.update(subscription.id, params)
    const refused = /is managed by the subscription schedule/
    await expect(update({ cancel_at_period_end: true })).rejects.toThrow(refused)
    await expect(update({ items: [{ id: item.id, price: STANDARD }] })).rejects.toThrow(refused)
  })

  it('can end with the subscription', async () => {
    const { subscription, schedule } = await planDowngrade('cancel')
    await nextMonth()
    await nextMonth()
    expect((await retrieve(account, subscription.id)).status).toBe('canceled')
    expect((await account.stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('completed')
  })

  it('is given up when the subscription is cancelled', async () => {
    const { subscription, schedule } = await planDowngrade()
    await account.stripe.subscriptions.cancel(subscription.id)
    expect((await account.stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('canceled')
  })
})

it('cancels the subscription with its plan, when asked to', async () => {
  const { subscription, schedule } = await planDowngrade()
  expect((await account.stripe.subscriptionSchedules.cancel(schedule.id)).status).toBe('canceled')
  expect((await retrieve(account, subscription.id)).status).toBe('canceled')
})

it('takes along the discounts that its phases name, and loses the others', async () => {
  const { subscription } = await subscribe(account, { price: PREMIUM, discounts: [{ promotion_code: 'promo_ride20' }] })
  const { id, phases } = await account.stripe.subscriptionSchedules.create({ from_subscription: subscription.id })
  const { start_date, end_date, discounts } = phases[0]!
  expect(discounts).toMatchObject([{ discount: subscription.discounts[0] }])
  const kept = { discounts: [{ discount: String(subscription.discounts[0]) }] }
  const phase = { items: [{ price: PREMIUM }], start_date, end_date, ...kept }
  const next: Stripe.SubscriptionScheduleUpdateParams.Phase = {
    items: [{ price: STANDARD }],
    duration: { interval: 'month' },
  }
  await account.stripe.subscriptionSchedules.update(id, { phases: [phase, { ...next, ...kept }] })
  const preview = () => account.stripe.invoices.createPreview({ subscription: subscription.id })
  expect((await preview()).amount_due).toBe(792)
  await account.stripe.subscriptionSchedules.update(id, { phases: [phase, next] })
  expect((await preview()).amount_due).toBe(990)
  await nextMonth()
  expect(await retrieve(account, subscription.id)).toMatchObject({
    discounts: [],
    latest_invoice: { amount_paid: 990 },
  })
})

it('refuses a second plan for the same subscription', async () => {
  const { subscription } = await planDowngrade()
  await expect(account.stripe.subscriptionSchedules.create({ from_subscription: subscription.id })).rejects.toThrow(
    /already attached to a schedule/,
  )
})

it('lists the plans of a customer', async () => {
  const { customer, schedule } = await planDowngrade()
  const { data } = await account.stripe.subscriptionSchedules.list({ customer: customer.id })
  expect(data.map(({ id }) => id)).toEqual([schedule.id])
})
