import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { createUser } from '../act-as.ts'
import { buildReport, period, recordStripe } from '../records.ts'
import { buildCharge, buildInvoice, buildInvoicePayment, recordFact } from './facts.ts'

/** Stripe's ids of one person: each kind once, all with the same ending. */
export async function bearCustomer(sql: Sql) {
  const suffix = randomUUID().slice(0, 8)
  const userId = await createUser(sql)
  const customerId = `cus_${suffix}`
  await sql`select billing.link_stripe_customer(${userId}, ${customerId})`
  return { userId, customerId, suffix, subscriptionId: `sub_${suffix}` }
}
export type Person = Awaited<ReturnType<typeof bearCustomer>>

export const reportOf = ({ customerId, subscriptionId }: Person, overrides: object = {}) =>
  buildReport({ store_customer_id: customerId, store_subscription_id: subscriptionId, ...overrides })

/** Invoice, its payment and the charge of one period; the ids end in `name`. */
export function billOf({ customerId, subscriptionId, suffix }: Person, name: string, overrides: object = {}) {
  const ids = { invoice_id: `in_${name}_${suffix}`, payment_intent_id: `pi_${name}_${suffix}` }
  const { invoice_id, payment_intent_id } = ids
  return {
    invoice: buildInvoice({
      invoice_id,
      store_customer_id: customerId,
      store_subscription_id: subscriptionId,
      ...overrides,
    }),
    invoicePayment: buildInvoicePayment({ invoice_payment_id: `inpay_${name}_${suffix}`, ...ids }),
    charge: buildCharge({ charge_id: `ch_${name}_${suffix}`, payment_intent_id, store_customer_id: customerId }),
    dispute: { dispute_id: `dp_${name}_${suffix}`, charge_id: `ch_${name}_${suffix}`, payment_intent_id },
  }
}
export type Bill = ReturnType<typeof billOf>

export async function recordBill(sql: Sql, { invoice, invoicePayment, charge }: Bill): Promise<void> {
  await recordFact(sql, 'invoice', invoice)
  await recordFact(sql, 'invoice_payment', invoicePayment)
  await recordFact(sql, 'charge', charge)
}

/** A person who has paid for Premium, and the bill of the period that runs. */
export async function paySubscription(sql: Sql, report: object = {}) {
  const person = await bearCustomer(sql)
  const bill = billOf(person, 'now', { period_ends_at: (report as { expires_at?: string }).expires_at ?? period.end })
  await recordStripe(sql, reportOf(person, report))
  await recordBill(sql, bill)
  return { ...person, bill }
}

export async function readFault(sql: Sql, { subscriptionId }: Pick<Person, 'subscriptionId'>): Promise<string | null> {
  const [row] = await sql`
    select payment_fault from public.subscriptions where store_subscription_id = ${subscriptionId}`
  return row?.payment_fault ?? null
}

export async function hasAccess(sql: Sql, { userId }: Pick<Person, 'userId'>, entitlement = 'premium') {
  const [row] = await sql`
    select access_ends_at > now() as yes from public.entitlements
    where user_id = ${userId} and entitlement = ${entitlement}`
  return row?.yes === true
}
