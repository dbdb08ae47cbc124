import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMonths } from '../../local/stripe/clock/add-months.ts'
import { buyPremium } from './buy.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeAll(async () => {
  account = await startAccount()
})
afterAll(() => account.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(account.origin + path, { method: 'POST', body: JSON.stringify(body), headers })

describe('the clock', () => {
  it('moves forward when it is told to, and says where it is', async () => {
    const before = account.simulator.now()
    const answer = await post('/control/clock', { advance_seconds: 3600 })
    const { now } = (await answer.json()) as { now: number }
    expect(now - before).toBeGreaterThanOrEqual(3600)
    expect(now - before).toBeLessThan(3620)
  })

  it.each([{ advance_seconds: -1 }, { advance_days: 1 }, { advance_seconds: 'a day' }, null])(
    'refuses %j',
    async (step) => {
      expect((await post('/control/clock', step)).status).toBe(400)
    },
  )

  it('answers when everything that fell due was done and told', async () => {
    const { subscription } = await buyPremium(account)
    const answer = await post('/control/clock', { advance_months: 1, advance_seconds: 7200 })
    expect(await answer.json()).toMatchObject({ all_delivered: true })
    const told = account.endpoint.received.filter((event) => event.type === 'invoice.paid')
    expect(told).toHaveLength(2)
    const renewals = account.endpoint.received.filter((event) => event.type === 'customer.subscription.updated')
    expect(renewals.every((event) => event.data.object.id === subscription.id)).toBe(true)
  })

  it('counts months as a calendar does', () => {
    const at = (iso: string) => Date.parse(iso) / 1000
    expect(addMonths(at('2027-01-31T10:00:00Z'), 1)).toBe(at('2027-02-28T10:00:00Z'))
    expect(addMonths(at('2027-01-31T10:00:00Z'), 2)).toBe(at('2027-03-31T10:00:00Z'))
    expect(addMonths(at('2026-11-21T08:00:00Z'), 14)).toBe(at('2028-01-21T08:00:00Z'))
  })
})

describe('the control page', () => {
  it('shows customers, subscriptions and events', async () => {
    const { subscription } = await buyPremium(account)
    const page = await (await fetch(account.origin)).text()
    expect(page).toContain(subscription.id)
    expect(page).toContain('ada@example.com')
    expect(page).toContain('customer.subscription.created')
  })

  it('writes what people typed as text, not as markup', async () => {
    await account.stripe.customers.create({ email: '<script>alert(1)</script>' })
    expect(await (await fetch(account.origin)).text()).not.toContain('<script>alert')
  })

  it('moves the clock with a form, and comes back', async () => {
    const before = account.simulator.now()
    const answer = await fetch(`${account.origin}/clock`, {
      method: 'POST',
      body: new URLSearchParams({ days: '1' }),
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
    expect(account.simulator.now() - before).toBeGreaterThanOrEqual(86_400)
  })

  it('is not moved by a form on another page', async () => {
    const answer = await post('/control/clock', { advance_seconds: 1 }, { origin: 'https://elsewhere.example' })
    expect(answer.status).toBe(403)
  })
})
