import { beforeEach, describe, expect, it } from 'vitest'
import { addCard, buyPlan } from '../support/stripe-flows/buy.ts'
import { cards } from '../support/stripe-flows/cards.ts'
import { day, daysAgo, hour } from '../support/stripe-flows/moments.ts'
import type { Person } from '../support/stripe-flows/people.ts'
import { readAccess, readCards, readInvoices, readSubscription, toSeconds } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('a renewal that is declined at Stripe', () => {
  const flow = setUpFlow()
  let person: Person
  let renewsAt: number

  beforeEach(async () => {
    person = await flow().signUp({ clockStartsAt: daysAgo(20) })
    await buyPlan(flow(), person, 'premium')
    const card = await addCard(flow(), person, cards.declinesLater)
    await person.ask('cards/default', { payment_method_id: card })
    renewsAt = toSeconds((await readSubscription(flow().sql, person.id)).expires_at)
    await person.moveTo(renewsAt + 3 * hour)
  })

  it('keeps the plan open for the days of grace, and a new card pays what is owed', async () => {
    const { sql, eventually } = flow()
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'in_grace_period' })
    })
    expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    expect(await person.call('change-plan', { plan_id: 'standard' })).toMatchObject({
      body: { code: 'payment_overdue' },
    })
    const owed = await person.ask('invoices/payment')
    expect(owed).toMatchObject({ amount_due: 1590, currency: 'sgd', payment_status: 'requires_payment_method' })
    const good = await addCard(flow(), person, cards.mastercard)
    const { invoice_id } = owed
    expect(await person.ask('invoices/pay', { invoice_id, payment_method_id: good })).toMatchObject({ kind: 'done' })
    await eventually(async () => {
      const row = await readSubscription(sql, person.id)
      expect(row).toMatchObject({ status: 'active', payment_method_id: good })
      expect((await readInvoices(sql, person.id)).at(-1)).toMatchObject({ status: 'paid', amount_paid: 1590 })
    })
    expect(await person.call('invoices/pay', { invoice_id, payment_method_id: good })).toMatchObject({
      body: { code: 'invoice_already_paid' },
    })
  })

  it('asks for 3-D Secure where the bank does, instead of calling the card declined', async () => {
    const { stripe, sql, eventually } = flow()
    // As the portal attaches it: nobody can answer the bank's question from here.
    const customer = await person.customerId()
    const { id } = await stripe.paymentMethods.attach(cards.asksForAuthentication, { customer })
    await eventually(async () => {
      expect((await readCards(sql, person.id)).map((card) => card.payment_method_id)).toContain(id)
    })
    const { invoice_id } = await person.ask('invoices/payment')
    expect(await person.ask('invoices/pay', { invoice_id, payment_method_id: id })).toMatchObject({
      kind: 'payment',
      client_secret: expect.stringContaining('_secret_'),
    })
  })

  it('ends the subscription after the last retry, as the account’s setting says', async () => {
    const { sql, hear } = flow()
    let status = ''
    for (let days = 1; days <= 25 && status !== 'expired' && status !== 'in_billing_retry'; days += 2) {
      await person.moveTo(renewsAt + days * day)
      await hear()
      status = String((await readSubscription(sql, person.id)).status)
    }
    expect(['expired', 'in_billing_retry']).toContain(status)
    expect(await readAccess(sql, person.id)).toEqual([])
  })
})
