import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { period } from '../records.ts'

export type FactKind = 'invoice' | 'invoice_payment' | 'charge' | 'dispute' | 'payment_method' | 'customer' | 'payment'
type Overrides = Record<string, unknown>
const environment = 'production'

/** A paid invoice of the present period of `buildReport`. Change what the test is about, leave the rest. */
export const buildInvoice = (overrides: Overrides = {}) => ({
  environment,
  invoice_id: 'in_1',
  store_customer_id: null,
  user_id: null,
  store_subscription_id: 'sub_1',
  number: 'T-0001',
  status: 'paid',
  billing_reason: 'subscription_cycle',
  amount_due: 1590,
  amount_paid: 1590,
  amount_remaining: 0,
  currency: 'sgd',
  created_at: period.start,
  paid_at: period.start,
  period_starts_at: period.start,
  period_ends_at: period.end,
  hosted_url: null,
  pdf_url: null,
  attempt_count: 1,
  next_attempt_at: null,
  ...overrides,
})

/** An invoice whose payment has failed. */
export const buildOpenInvoice = (overrides: Overrides = {}) =>
  buildInvoice({ status: 'open', amount_paid: 0, amount_remaining: 1590, paid_at: null, ...overrides })

export const buildInvoicePayment = (overrides: Overrides = {}) => ({
  environment,
  invoice_payment_id: 'inpay_1',
  invoice_id: 'in_1',
  payment_intent_id: 'pi_1',
  status: 'paid',
  ...overrides,
})

export const buildCharge = (overrides: Overrides = {}) => ({
  environment,
  charge_id: 'ch_1',
  payment_intent_id: 'pi_1',
  store_customer_id: null,
  amount: 1590,
  amount_refunded: 0,
  is_refunded: false,
  status: 'succeeded',
  card_brand: 'visa',
  card_last4: '4242',
  created_at: period.start,
  ...overrides,
})
export const refunded = { amount_refunded: 1590, is_refunded: true }

export const buildDispute = (overrides: Overrides = {}) => ({
  environment,
  dispute_id: 'dp_1',
  charge_id: 'ch_1',
  payment_intent_id: 'pi_1',
  status: 'needs_response',
  ...overrides,
})

export const buildCard = (overrides: Overrides = {}) => ({
  environment,
  payment_method_id: 'pm_1',
  store_customer_id: 'cus_1',
  brand: 'visa',
  last4: '4242',
  exp_month: 12,
  exp_year: 2034,
  fingerprint: 'fingerprint-1',
  wallet: null,
  created_at: period.start,
  ...overrides,
})

export const buildCustomer = (overrides: Overrides = {}) => ({
  environment,
  store_customer_id: 'cus_1',
  user_id: null,
  balance: 0,
  currency: 'sgd',
  default_payment_method_id: null,
  is_deleted: false,
  ...overrides,
})

/** A payment for the workshop that has succeeded. */
export const buildPayment = (overrides: Overrides = {}) => ({
  environment,
  payment_intent_id: 'pi_1',
  store_customer_id: null,
  user_id: null,
  extra_id: 'workshop',
  amount: 2900,
  currency: 'sgd',
  status: 'succeeded',
  created_at: period.start,
  ...overrides,
})

type Told = { at?: string; eventId?: string; eventType?: string; owesEffect?: boolean }

/** Records a fact as the webhook does, at a moment of Stripe's clock. */
export async function recordFact(sql: Sql, kind: FactKind, fact: object, told: Told = {}): Promise<string> {
  const event = sql.json({
    environment,
    event_id: told.eventId ?? randomUUID(),
    event_type: told.eventType ?? `${kind}.updated`,
    occurred_at: told.at ?? period.start,
    payload: { data: { object: { id: (fact as { invoice_id?: string }).invoice_id ?? null } } },
  })
  const [row] = await sql`
    select billing.record_stripe_fact(${event}, ${kind}, ${sql.json(fact as never)}, ${told.owesEffect ?? false}) as outcome`
  return row?.outcome as string
}

/** Records what Stripe answered when asked. */
export async function recordFactReading(sql: Sql, kind: FactKind, fact: object, at: string, eventId?: string) {
  const event = eventId === undefined ? null : sql.json({ environment, event_id: eventId })
  const [row] = await sql`
    select billing.record_stripe_fact_reading(${event}, ${kind}, ${sql.json(fact as never)}, ${at}) as outcome`
  return row?.outcome as string
}

/** Calls one SQL function that answers with JSON. */
export async function callBilling<Answer>(sql: Sql, call: string, args: unknown[]): Promise<Answer> {
  const places = args.map((_, index) => `$${index + 1}`).join(', ')
  const [row] = await sql.unsafe(`select billing.${call}(${places}) as answer`, args as never[])
  return row?.answer as Answer
}
