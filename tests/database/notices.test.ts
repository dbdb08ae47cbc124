import { describe, expect, it } from 'vitest'
import { asUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { period, recordStripe } from '../support/records.ts'
import { buildInvoice, buildOpenInvoice, recordFact } from '../support/stripe/facts.ts'
import { bearCustomer, type Person, reportOf } from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase()
const nextDay = '2026-11-22T08:00:00Z'
const dayAfter = '2026-11-23T08:00:00Z'

const noticesOf = async ({ userId }: Person) => {
  const rows = await sql`select kind, happens_at from public.notices where user_id = ${userId} order by kind`
  return rows.map(({ kind, happens_at }) => `${kind} ${happens_at.toISOString()}`)
}
const tell = async (event_type: string, report: object | null, occurred_at = nextDay, object: object = {}) => {
  const event = { environment: 'production', event_id: crypto.randomUUID(), event_type, occurred_at }
  const content = sql.json({ ...event, payload: { data: { object } } } as never)
  await sql`select billing.record_stripe_event(${content}, ${report && sql.json(report as never)})`
}
const announceRenewal = (person: Person, at: string) =>
  tell('invoice.upcoming', null, nextDay, {
    customer: person.customerId,
    next_payment_attempt: Date.parse(at) / 1000,
    parent: { subscription_details: { subscription: person.subscriptionId, metadata: {} } },
  })
const invoiceOf = (person: Person, overrides: object = {}) => ({
  invoice_id: `in_${person.suffix}`,
  store_customer_id: person.customerId,
  store_subscription_id: person.subscriptionId,
  ...overrides,
})
const failures = ['invoice.payment_failed', 'invoice.payment_action_required'] as const
type Failure = (typeof failures)[number]
const failPayment = (person: Person, eventType: Failure, at = nextDay) =>
  recordFact(sql, 'invoice', buildOpenInvoice(invoiceOf(person)), { at, eventType })
const readNeeds = async ({ suffix }: Person) =>
  (await sql`select needs from public.invoices where invoice_id = ${`in_${suffix}`}`)[0]?.needs

describe('the end of a trial', () => {
  const trial = { period_type: 'trial' }
  const announce = (person: Person, report: object = trial) =>
    tell('customer.subscription.trial_will_end', reportOf(person, report))

  it('is announced once, however often Stripe says it', async () => {
    const person = await bearCustomer(sql)
    await announce(person)
    await announce(person)
    expect(await noticesOf(person)).toEqual(['trial_ending 2126-12-21T08:00:00.000Z'])
  })

  it('is no news to who has cancelled, who has paid, and who had it long ago', async () => {
    const [cancelled, paid, past] = [await bearCustomer(sql), await bearCustomer(sql), await bearCustomer(sql)]
    await announce(cancelled, { ...trial, will_renew: false })
    await recordStripe(sql, reportOf(paid), dayAfter)
    await announce(paid)
    await announce(past, { ...trial, started_at: '2020-01-01T00:00:00Z', expires_at: '2020-01-08T00:00:00Z' })
    for (const person of [cancelled, paid, past]) expect(await noticesOf(person)).toEqual([])
  })

  it('is announced no longer once it is over or was moved', async () => {
    const [paid, moved] = [await bearCustomer(sql), await bearCustomer(sql)]
    await announce(paid)
    await recordStripe(sql, reportOf(paid), dayAfter)
    await announce(moved)
    await recordStripe(sql, reportOf(moved, { ...trial, expires_at: '2127-01-01T00:00:00Z' }), dayAfter)
    for (const person of [paid, moved]) expect(await noticesOf(person)).toEqual([])
  })
})

describe('a payment that failed', () => {
  it('is told, with what it needs, until the invoice is paid', async () => {
    const person = await bearCustomer(sql)
    await failPayment(person, 'invoice.payment_failed')
    expect(await noticesOf(person)).toEqual(['payment_failed 2026-11-22T08:00:00.000Z'])
    expect(await readNeeds(person)).toBe('payment_method')
    await recordFact(sql, 'invoice', buildInvoice(invoiceOf(person)), { at: dayAfter, eventType: 'invoice.paid' })
    expect(await noticesOf(person)).toEqual([])
    expect(await readNeeds(person)).toBeNull()
  })

  it('is not told to who has paid meanwhile', async () => {
    const person = await bearCustomer(sql)
    await recordFact(sql, 'invoice', buildInvoice(invoiceOf(person)), { at: dayAfter })
    await failPayment(person, 'invoice.payment_failed')
    await failPayment(person, 'invoice.payment_action_required')
    expect(await noticesOf(person)).toEqual([])
    expect(await readNeeds(person)).toBeNull()
  })

  it('because the bank asks back needs that, in whichever order the two events of that second come', async () => {
    for (const order of [failures, failures.toReversed()]) {
      const person = await bearCustomer(sql)
      for (const eventType of order) await failPayment(person, eventType)
      expect(await readNeeds(person)).toBe('action')
      await failPayment(person, 'invoice.payment_failed', dayAfter)
      expect(await readNeeds(person)).toBe('payment_method')
    }
  })

  it('is told as well by an event whose invoice had to be read from Stripe', async () => {
    const person = await bearCustomer(sql)
    const event = { environment: 'production', event_id: 'evt_old', event_type: 'invoice.payment_failed' }
    const object = { id: `in_${person.suffix}` }
    const owed = sql.json({ ...event, occurred_at: nextDay, payload: { data: { object } } } as never)
    await sql`select billing.record_owed_stripe_event(${owed})`
    const reading = sql.json(buildOpenInvoice(invoiceOf(person)) as never)
    await sql`select billing.record_stripe_fact_reading(null, 'invoice', ${reading}, ${dayAfter})`
    await sql`select billing.finish_stripe_event(${sql.json(event)})`
    expect(await noticesOf(person)).toEqual(['payment_failed 2026-11-22T08:00:00.000Z'])
  })
})

describe('a renewal', () => {
  it('is announced until it has happened', async () => {
    const person = await bearCustomer(sql)
    await recordStripe(sql, reportOf(person))
    await announceRenewal(person, period.end)
    expect(await noticesOf(person)).toEqual(['renewal_upcoming 2126-12-21T08:00:00.000Z'])
    await recordStripe(sql, reportOf(person, { expires_at: '2127-01-21T08:00:00Z' }), dayAfter)
    expect(await noticesOf(person)).toEqual([])
    await announceRenewal(person, period.end)
    expect(await noticesOf(person)).toEqual([])
  })

  it('is not announced to who will not renew', async () => {
    const person = await bearCustomer(sql)
    await recordStripe(sql, reportOf(person, { will_renew: false }))
    await announceRenewal(person, period.end)
    expect(await noticesOf(person)).toEqual([])
  })
})

it('a subscription that ended is told; one that never began is not', async () => {
  const [ended, abandoned] = [await bearCustomer(sql), await bearCustomer(sql)]
  const expired = { status: 'expired', will_renew: false }
  await tell('customer.subscription.deleted', reportOf(ended, { ...expired, expires_at: dayAfter }))
  await tell('customer.subscription.deleted', reportOf(abandoned, { ...expired, expires_at: period.start }))
  expect(await noticesOf(ended)).toEqual(['subscription_ended 2026-11-23T08:00:00.000Z'])
  expect(await noticesOf(abandoned)).toEqual([])
})

it('a notice is dismissed by its owner and by nobody else, and written by no client', async () => {
  const [owner, stranger] = [await bearCustomer(sql), await bearCustomer(sql)]
  await failPayment(owner, 'invoice.payment_failed')
  const dismiss = (userId: string) =>
    asUser(sql, userId, (tx) => tx`delete from public.notices returning kind`, { commit: true })
  expect(await dismiss(stranger.userId)).toEqual([])
  expect(await noticesOf(owner)).toHaveLength(1)
  expect(await dismiss(owner.userId)).toEqual([{ kind: 'payment_failed' }])
  for (const write of [
    `insert into public.notices (user_id, kind) values ('${owner.userId}', 'trial_refused')`,
    `update public.notices set kind = 'trial_refused'`,
  ]) {
    await expect(asUser(sql, owner.userId, (tx) => tx.unsafe(write))).rejects.toThrow(/permission denied/)
  }
})
