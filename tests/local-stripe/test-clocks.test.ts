import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'
import { createCustomer, PREMIUM, retrieve, subscribe } from './subscribers.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const START = Date.parse('2027-01-31T10:00:00Z') / 1000
const clocks = () => account.stripe.testHelpers.testClocks

async function advance(id: string, to: number) {
  const advancing = await clocks().advance(id, { frozen_time: to })
  expect(advancing).toMatchObject({
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: to } },
  })
  return clocks().retrieve(id)
}

describe('a test clock', () => {
  it('is the time of the customers that are made on it', async () => {
    const clock = await clocks().create({ frozen_time: START, name: 'January' })
    const { customer, subscription, item, invoice } = await subscribe(account, { testClock: clock.id })
    expect([customer.created, subscription.created, invoice.created]).toEqual([START, START, START])
    expect([customer.test_clock, subscription.test_clock, invoice.test_clock]).toEqual([clock.id, clock.id, clock.id])
    expect(item.current_period_end).toBe(Date.parse('2027-02-28T10:00:00Z') / 1000)
  })

  it('moves them alone, and everything happens on the way', async () => {
    const clock = await clocks().create({ frozen_time: START })
    const { subscription } = await subscribe(account, { testClock: clock.id, price: PREMIUM, trial_period_days: 7 })
    const other = await subscribe(account)
    const ready = await advance(clock.id, START + 7 * DAY + 2 * HOUR)
    expect(ready).toMatchObject({ status: 'ready', frozen_time: START + 7 * DAY + 2 * HOUR })
    expect(await retrieve(account, subscription.id)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_paid: 1590, created: START + 7 * DAY },
    })
    expect(await retrieve(account, other.subscription.id)).toMatchObject({ latest_invoice: { id: other.invoice.id } })
    await account.simulator.settle()
    const told = account.endpoint.received.find(({ type }) => type === 'test_helpers.test_clock.ready')
    expect(told?.data.object).toMatchObject({ id: clock.id, status: 'ready' })
    const warned = account.endpoint.received.find(({ type }) => type === 'customer.subscription.trial_will_end')
    expect(warned?.created).toBe(START + 4 * DAY)
  })

  it('stands still when the account’s own clock is moved', async () => {
    const clock = await clocks().create({ frozen_time: START })
    const { subscription, invoice } = await subscribe(account, { testClock: clock.id })
    await account.simulator.advanceClock({ advance_months: 3 })
    expect(await retrieve(account, subscription.id)).toMatchObject({ latest_invoice: { id: invoice.id } })
    expect((await clocks().retrieve(clock.id)).frozen_time).toBe(START)
  })

  it('only moves forward, and not more than two periods at a time', async () => {
    const clock = await clocks().create({ frozen_time: START })
    await subscribe(account, { testClock: clock.id })
    await expect(clocks().advance(clock.id, { frozen_time: START - 1 })).rejects.toThrow(
      /after the current frozen time/,
    )
    await expect(clocks().advance(clock.id, { frozen_time: START + 90 * DAY })).rejects.toThrow(/two intervals/)
  })

  it('takes its customers with it when it is deleted', async () => {
    const clock = await clocks().create({ frozen_time: START })
    const customer = await createCustomer(account.stripe, null, clock.id)
    expect(await clocks().del(clock.id)).toMatchObject({ id: clock.id, deleted: true })
    expect((await clocks().list()).data).toEqual([])
    expect(await account.stripe.customers.retrieve(customer.id)).toMatchObject({ id: customer.id, deleted: true })
  })
})
