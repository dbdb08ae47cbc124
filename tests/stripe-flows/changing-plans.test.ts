import { beforeEach, describe, expect, it } from 'vitest'
import { addCard, beginTrial, buyPlan } from '../support/stripe-flows/buy.ts'
import { cards } from '../support/stripe-flows/cards.ts'
import { day, daysAgo, hour } from '../support/stripe-flows/moments.ts'
import type { Person } from '../support/stripe-flows/people.ts'
import {
  readAccess,
  readAccount,
  readInvoices,
  readSubscription,
  toSeconds,
} from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

const flow = setUpFlow()
let person: Person

/** Half a month into a plan, so that a change is prorated. */
async function subscribeTwoWeeksAgo(planId: string): Promise<void> {
  person = await flow().signUp({ clockStartsAt: daysAgo(15) })
  await buyPlan(flow(), person, planId)
  await person.moveTo(daysAgo(0))
}

/** Changes the plan for the amounts that were shown. */
async function agreeTo(plan_id: string, preview?: Record<string, unknown>) {
  const { proration_date } = preview ?? (await person.ask('preview-change', { plan_id }))
  return person.ask('change-plan', { plan_id, proration_date })
}

const newestInvoice = async () => (await readInvoices(flow().sql, person.id)).at(-1)

describe('an upgrade at Stripe', () => {
  beforeEach(() => subscribeTwoWeeksAgo('standard'))

  it('charges to the cent what its preview said, and opens the plan', async () => {
    const { sql, eventually } = flow()
    const preview = await person.ask('preview-change', { plan_id: 'premium' })
    expect(preview).toMatchObject({ change: 'upgrade', takes_effect: 'now', credit: 0, next_amount: 1590 })
    expect(preview.amount_due).toBeGreaterThan(0)
    expect(preview.amount_due).toBeLessThan(600)
    expect(await agreeTo('premium', preview)).toMatchObject({ kind: 'done' })
    await eventually(async () => {
      expect(await newestInvoice()).toMatchObject({ status: 'paid', amount_paid: preview.amount_due })
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'premium', pending_plan_id: null })
      expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    })
  })

  it('waits, when the card is declined, with the old plan open, and lapses within a day', async () => {
    const { sql, eventually } = flow()
    const card = await addCard(flow(), person, cards.declinesLater)
    await person.ask('cards/default', { payment_method_id: card })
    expect(await agreeTo('premium')).toMatchObject({ kind: 'payment' })
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'standard', pending_plan_id: 'premium' })
    })
    expect(await readAccess(sql, person.id)).toEqual(['standard'])
    expect(await person.call('change-plan', { plan_id: 'premium' })).toMatchObject({ body: { code: 'change_pending' } })
    await person.moveTo(daysAgo(0) + day + hour)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'standard', pending_plan_id: null })
      expect(await newestInvoice()).toMatchObject({ status: 'void' })
    })
  })

  it('that was declined is finished by another card', async () => {
    const { sql, eventually } = flow()
    const declined = await addCard(flow(), person, cards.declinesLater)
    await person.ask('cards/default', { payment_method_id: declined })
    const { invoice_id } = await agreeTo('premium')
    const good = await addCard(flow(), person, cards.mastercard)
    expect(await person.ask('invoices/pay', { invoice_id, payment_method_id: good })).toMatchObject({ kind: 'done' })
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'premium', pending_plan_id: null })
    })
  })

  it('is refused with its reason: the same plan, a plan that does not exist, a subscription that ends', async () => {
    expect(await person.call('preview-change', { plan_id: 'standard' })).toMatchObject({ body: { code: 'same_plan' } })
    expect(await person.call('change-plan', { plan_id: 'gold' })).toMatchObject({ body: { code: 'plan_not_found' } })
    await person.ask('cancel')
    expect(await person.call('change-plan', { plan_id: 'premium' })).toMatchObject({
      status: 409,
      body: { code: 'subscription_ending' },
    })
  })
})

describe('a downgrade at Stripe', () => {
  beforeEach(() => subscribeTwoWeeksAgo('premium'))

  it('is credited at once, and the next invoice uses the credit', async () => {
    const { sql, eventually } = flow()
    const preview = await person.ask('preview-change', { plan_id: 'standard' })
    expect(preview).toMatchObject({ change: 'downgrade', takes_effect: 'now', amount_due: 0 })
    const { credit, next_amount } = preview as Record<string, number>
    expect(credit).toBeGreaterThan(0)
    await agreeTo('standard', preview)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'standard' })
      expect(await readAccount(sql, person.id)).toMatchObject({ balance: credit, currency: 'sgd' })
    })
    expect(await readAccess(sql, person.id)).toEqual(['standard'])
    const { expires_at } = await readSubscription(sql, person.id)
    await person.moveTo(toSeconds(expires_at) + 3 * hour)
    await eventually(async () => {
      expect(await newestInvoice()).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: next_amount })
      expect(await readAccount(sql, person.id)).toMatchObject({ balance: Math.max(0, (credit ?? 0) - 990) })
    })
    expect(next_amount).toBe(Math.max(0, 990 - (credit ?? 0)))
  })

  it('comes at the end of the period where the setting says so, and can be taken back until then', async () => {
    const { sql, eventually } = flow()
    await sql`update billing.settings set downgrade_takes_effect = 'period_end'`
    const { expires_at } = await readSubscription(sql, person.id)
    expect(await person.ask('preview-change', { plan_id: 'standard' })).toMatchObject({
      takes_effect: 'period_end',
      amount_due: 0,
      credit: 0,
      next_amount: 990,
    })
    await agreeTo('standard')
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'premium', next_plan_id: 'standard' })
    })
    await person.ask('keep-plan')
    await eventually(async () => expect(await readSubscription(sql, person.id)).toMatchObject({ next_plan_id: null }))
    await agreeTo('standard')
    await person.moveTo(toSeconds(expires_at) + 3 * hour)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'standard', next_plan_id: null })
      expect(await newestInvoice()).toMatchObject({ status: 'paid', amount_paid: 990 })
    })
    await sql`update billing.settings set downgrade_takes_effect = 'now'`
  })
})

describe('a change of plan in a trial', () => {
  it('costs nothing and keeps the end of the trial', async () => {
    const { sql, signUp, eventually } = flow()
    person = await signUp()
    await beginTrial(flow(), person)
    const { expires_at } = await readSubscription(sql, person.id)
    expect(await person.ask('preview-change', { plan_id: 'standard' })).toMatchObject({
      change: 'trial_switch',
      amount_due: 0,
      next_amount: 990,
    })
    await agreeTo('standard')
    await eventually(async () => {
      const row = await readSubscription(sql, person.id)
      expect(row).toMatchObject({ plan_id: 'standard', period_type: 'trial', expires_at })
    })
  })
})
