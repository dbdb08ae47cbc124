import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import { recordStripe } from '../support/records.ts'
import { buildDispute, recordFact, refunded } from '../support/stripe/facts.ts'
import {
  bearCustomer,
  billOf,
  hasAccess,
  type Person,
  readFault,
  recordBill,
  reportOf,
} from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase({ maxConnections: 8 })
const later = '2026-11-22T08:00:00Z'

type Tell = (sql: Sql) => Promise<unknown>

/** Each fact that is needed to see that the money of a subscription was given back. */
function factsOf(person: Person): Record<string, Tell> {
  const bill = billOf(person, 'now')
  return {
    subscription: (on) => recordStripe(on, reportOf(person)),
    invoice: (on) => recordFact(on, 'invoice', bill.invoice),
    invoicePayment: (on) => recordFact(on, 'invoice_payment', bill.invoicePayment),
    charge: (on) => recordFact(on, 'charge', { ...bill.charge, ...refunded }, { at: later }),
  }
}

const kinds = ['subscription', 'invoice', 'invoicePayment', 'charge'] as const
const pairs = kinds.flatMap((one) => kinds.filter((other) => other !== one).map((other) => [one, other] as const))

describe('two facts that reach two connections in the same moment', () => {
  it.each(pairs)('%s, and %s before it is committed: the fault is found', async (one, other) => {
    const person = await bearCustomer(sql)
    const facts = factsOf(person)
    for (const kind of kinds) if (kind !== one && kind !== other) await facts[kind]?.(sql)
    await overlap(sql, facts[one] as Tell, facts[other] as Tell)
    expect(await readFault(sql, person)).toBe('refunded')
    expect(await hasAccess(sql, person)).toBe(false)
  })

  it('a charge and a dispute that names no payment intent: the dispute is found', async () => {
    for (const disputeFirst of [true, false]) {
      const person = await bearCustomer(sql)
      const bill = billOf(person, 'now')
      await recordStripe(sql, reportOf(person))
      await recordFact(sql, 'invoice', bill.invoice)
      await recordFact(sql, 'invoice_payment', bill.invoicePayment)
      const dispute: Tell = (on) =>
        recordFact(on, 'dispute', buildDispute({ ...bill.dispute, payment_intent_id: null }))
      const charge: Tell = (on) => recordFact(on, 'charge', bill.charge)
      await (disputeFirst ? overlap(sql, dispute, charge) : overlap(sql, charge, dispute))
      expect(await readFault(sql, person)).toBe('disputed')
    }
  })

  it('an invoice or a card and the link of its customer: the user gets both', async () => {
    for (const linkFirst of [true, false]) {
      const { userId, suffix } = await bearCustomer(sql)
      await sql`delete from billing.customers where user_id = ${userId}`
      const customer = `cus_late_${suffix}`
      const link: Tell = (on) => on`select billing.link_stripe_customer(${userId}, ${customer})`
      const tell: Tell = async (on) => {
        const bill = billOf({ userId, suffix, customerId: customer, subscriptionId: 'sub_none' }, 'link')
        await recordFact(on, 'invoice', bill.invoice)
        const card = { environment: 'production', payment_method_id: `pm_${suffix}`, store_customer_id: customer }
        await recordFact(on, 'payment_method', { ...card, created_at: later })
      }
      await (linkFirst ? overlap(sql, link, tell) : overlap(sql, tell, link))
      expect(await sql`select 1 from public.invoices where user_id = ${userId}`).toHaveLength(1)
      expect(await sql`select 1 from public.payment_methods where user_id = ${userId}`).toHaveLength(1)
    }
  })

  it('a card that is detached while its customer is linked is not shown', async () => {
    const { userId, suffix } = await bearCustomer(sql)
    await sql`delete from billing.customers where user_id = ${userId}`
    const card = { environment: 'production', payment_method_id: `pm_gone_${suffix}`, created_at: later }
    await recordFact(sql, 'payment_method', { ...card, store_customer_id: `cus_gone_${suffix}` })
    await overlap(
      sql,
      (on) => recordFact(on, 'payment_method', { ...card, store_customer_id: null }, { at: later }),
      (on) => on`select billing.link_stripe_customer(${userId}, ${`cus_gone_${suffix}`})`,
    )
    expect(await sql`select 1 from public.payment_methods where user_id = ${userId}`).toEqual([])
  })

  it('all facts of many people over eight connections: nobody waits for another in a circle', async () => {
    const people = await Promise.all(Array.from({ length: 25 }, () => bearCustomer(sql)))
    await Promise.all(
      people.flatMap((person) => {
        const dispute = buildDispute({ ...billOf(person, 'now').dispute, payment_intent_id: null, status: 'won' })
        return [
          recordFact(sql, 'dispute', dispute),
          ...Object.values(factsOf(person)).map((tell) => tell(sql)),
          recordBill(sql, billOf(person, 'upgrade')),
        ]
      }),
    )
    expect(await Promise.all(people.map((person) => readFault(sql, person)))).toEqual(people.map(() => 'refunded'))
  })
})
