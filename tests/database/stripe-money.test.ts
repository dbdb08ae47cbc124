import { describe, expect, it } from 'vitest'
import { openTestDatabase } from '../support/open-test-database.ts'
import { period, recordStripe } from '../support/records.ts'
import { buildDispute, recordFact, recordFactReading, refunded } from '../support/stripe/facts.ts'
import {
  type Bill,
  billOf,
  hasAccess,
  paySubscription,
  readFault,
  recordBill,
  reportOf,
} from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase()
const nextDay = '2026-11-22T08:00:00Z'
const dayAfter = '2026-11-23T08:00:00Z'
const nextPeriod = { period_starts_at: period.end, period_ends_at: '2127-01-21T08:00:00Z' }

const refund = (bill: Bill, what: object = refunded, at = nextDay) =>
  recordFact(sql, 'charge', { ...bill.charge, ...what }, { at })
const dispute = (bill: Bill, status: string, at: string) =>
  recordFact(sql, 'dispute', buildDispute({ ...bill.dispute, status }), { at })

describe('a refund', () => {
  it('of all that the present period cost ends access at once', async () => {
    const person = await paySubscription(sql)
    expect(await hasAccess(sql, person)).toBe(true)
    await refund(person.bill)
    expect(await readFault(sql, person)).toBe('refunded')
    expect(await hasAccess(sql, person)).toBe(false)
  })

  it('of a part changes nothing', async () => {
    const person = await paySubscription(sql)
    await refund(person.bill, { amount_refunded: 1589 })
    expect(await readFault(sql, person)).toBeNull()
    expect(await hasAccess(sql, person)).toBe(true)
  })

  it('that failed after all gives access back', async () => {
    const person = await paySubscription(sql)
    await refund(person.bill)
    await refund(person.bill, {}, dayAfter)
    expect(await hasAccess(sql, person)).toBe(true)
  })

  it('of an older period changes nothing', async () => {
    const person = await paySubscription(sql)
    const older = billOf(person, 'older', { period_ends_at: period.start })
    await recordBill(sql, older)
    await refund(older)
    expect(await readFault(sql, person)).toBeNull()
  })

  it('is over with the next period that is paid', async () => {
    const person = await paySubscription(sql)
    await refund(person.bill)
    await recordBill(sql, billOf(person, 'next', nextPeriod))
    await recordStripe(sql, reportOf(person, { expires_at: nextPeriod.period_ends_at }), dayAfter)
    expect(await readFault(sql, person)).toBeNull()
    expect(await hasAccess(sql, person)).toBe(true)
  })

  it('of what an upgrade in the present period cost ends access, too', async () => {
    const person = await paySubscription(sql)
    const upgrade = billOf(person, 'upgrade', { billing_reason: 'subscription_update' })
    await recordBill(sql, upgrade)
    await refund(upgrade)
    expect(await readFault(sql, person)).toBe('refunded')
  })
})

describe('a dispute', () => {
  it.each(['needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review'])(
    '%s: access rests',
    async (status) => {
      const person = await paySubscription(sql)
      await dispute(person.bill, status, nextDay)
      expect(await readFault(sql, person)).toBe('disputed')
      expect(await hasAccess(sql, person)).toBe(false)
    },
  )

  it.each(['warning_needs_response', 'warning_under_review', 'warning_closed', 'won', 'prevented'])(
    '%s: access goes on',
    async (status) => {
      const person = await paySubscription(sql)
      await dispute(person.bill, 'needs_response', nextDay)
      await dispute(person.bill, status, dayAfter)
      expect(await readFault(sql, person)).toBeNull()
      expect(await hasAccess(sql, person)).toBe(true)
    },
  )

  it('that was lost ends access, and an appeal that is won gives it back', async () => {
    const person = await paySubscription(sql)
    await dispute(person.bill, 'lost', nextDay)
    expect(await readFault(sql, person)).toBe('dispute_lost')
    await dispute(person.bill, 'won', dayAfter)
    expect(await hasAccess(sql, person)).toBe(true)
  })

  it('about an older period counts all the same: banks take weeks', async () => {
    const person = await paySubscription(sql)
    const older = billOf(person, 'older', { period_ends_at: period.start })
    await recordBill(sql, older)
    await dispute(older, 'needs_response', nextDay)
    expect(await readFault(sql, person)).toBe('disputed')
  })

  it('that names only its charge finds what the charge paid, whichever is heard of first', async () => {
    for (const disputeFirst of [true, false]) {
      const person = await paySubscription(sql)
      const bill = billOf(person, 'more')
      const steps = [
        () => recordFact(sql, 'dispute', buildDispute({ ...bill.dispute, payment_intent_id: null })),
        () => recordBill(sql, bill),
      ]
      for (const step of disputeFirst ? steps : steps.reverse()) await step()
      expect(await readFault(sql, person)).toBe('disputed')
    }
  })
})

describe('what the invoice shows', () => {
  it('is the card that paid, and what became of the money', async () => {
    const { bill } = await paySubscription(sql)
    const read = async () => (await sql`select * from public.invoices where invoice_id = ${bill.invoice.invoice_id}`)[0]
    expect(await read()).toMatchObject({ card_brand: 'visa', card_last4: '4242', payment_fault: null })
    await refund(bill)
    expect(await read()).toMatchObject({ payment_fault: 'refunded' })
  })

  it('of one second is what has come further, and of two that have not Stripe is asked', async () => {
    const { bill } = await paySubscription(sql)
    const draft = { ...bill.invoice, status: 'draft', amount_paid: 0, paid_at: null }
    expect(await recordFact(sql, 'invoice', draft)).toBe('stale')
    expect(await recordFact(sql, 'invoice', bill.invoice)).toBe('unchanged')
    const contradiction = { ...bill.invoice, hosted_url: 'https://invoice.stripe.com/other' }
    expect(await recordFact(sql, 'invoice', contradiction, { eventId: 'evt_tie' })).toBe('tie')
    expect(await recordFactReading(sql, 'invoice', contradiction, period.start, 'evt_tie')).toBe('tie')
    expect(await recordFactReading(sql, 'invoice', contradiction, nextDay, 'evt_tie')).toBe('applied')
    expect(await recordFact(sql, 'invoice', contradiction, { eventId: 'evt_tie' })).toBe('duplicate')
  })

  it('an event that owes something at Stripe stays owed until that is done', async () => {
    const { bill } = await paySubscription(sql)
    const lost = buildDispute({ ...bill.dispute, status: 'lost' })
    const told = { eventId: 'evt_lost', at: nextDay, owesEffect: true }
    const tellAgain = () => recordFact(sql, 'dispute', lost, told)
    expect([await tellAgain(), await tellAgain()]).toEqual(['applied', 'unchanged'])
    await recordFactReading(sql, 'dispute', lost, dayAfter, 'evt_lost')
    expect(await tellAgain()).toBe('stale')
    await sql`select billing.finish_stripe_event(${sql.json({ environment: 'production', event_id: 'evt_lost' })})`
    expect(await tellAgain()).toBe('duplicate')
  })

  it('a kind of fact that we do not know is refused, and its event kept by nobody', async () => {
    await expect(recordFact(sql, 'refund' as never, {}, { eventId: 'evt_kind' })).rejects.toThrow(/Unknown kind/)
    expect(await sql`select 1 from billing.webhook_events where event_id = 'evt_kind'`).toHaveLength(0)
  })
})

it('an operator reads in words why money that was given back gives no access', async () => {
  const refundedOne = await paySubscription(sql)
  await refund(refundedOne.bill)
  const disputedOne = await paySubscription(sql)
  await dispute(disputedOne.bill, 'needs_response', nextDay)
  const explain = async (userId: string) => (await sql`select * from billing.explain_access(${userId})`)[0]
  expect(await explain(refundedOne.userId)).toMatchObject({
    state: 'active, refunded',
    counts: false,
    why: 'Paid until 2126-12-21 08:00 UTC at Stripe, and given back in full.',
    decided_by: 'Stripe',
  })
  expect(await explain(disputedOne.userId)).toMatchObject({
    state: 'active, disputed',
    why: 'A payment is disputed at the bank; access rests until that is decided.',
  })
})

it('nobody can say that nothing is wrong with the money: the database derives it', async () => {
  const person = await paySubscription(sql)
  await refund(person.bill)
  await sql`update public.subscriptions set payment_fault = null where store_subscription_id = ${person.subscriptionId}`
  expect(await readFault(sql, person)).toBe('refunded')
})
