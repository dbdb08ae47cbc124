import type { Sql } from 'postgres'
import { buildInvoice, buildOpenInvoice, recordFact } from '../stripe/facts.ts'
import { bearCustomer, type Person, reportOf } from '../stripe/pay-subscription.ts'

export type ClaimedMail = { key: string; kind: string; to: string; facts: Record<string, unknown> }

const hour = 3_600_000
const now = Math.floor(Date.now() / 1000) * 1000

/** Hours from now, in whole seconds, as Stripe's clock has them: a mail tells news only. */
export const inHours = (hours: number) => new Date(now + hours * hour).toISOString()

/** A customer whose Premium has run for a month and renews now. */
export async function bearRenewing(sql: Sql) {
  const person = await bearCustomer(sql)
  const invoiceId = `in_${person.suffix}`
  const ids = {
    invoice_id: invoiceId,
    store_customer_id: person.customerId,
    store_subscription_id: person.subscriptionId,
  }
  return { ...person, invoiceId, ids, email: await readEmail(sql, person) }
}
export type Renewing = Awaited<ReturnType<typeof bearRenewing>>

async function readEmail(sql: Sql, { userId }: Pick<Person, 'userId'>): Promise<string> {
  const [user] = await sql`select email from auth.users where id = ${userId}`
  return user?.email
}

type Told = { at?: string; eventType?: string }

/** The renewal is told as failed, at the given attempt. */
export const failRenewal = (sql: Sql, person: Renewing, overrides: object = {}, told: Told = {}) =>
  recordFact(sql, 'invoice', buildOpenInvoice({ ...person.ids, ...overrides }), {
    at: inHours(-2),
    eventType: 'invoice.payment_failed',
    ...told,
  })

export const payRenewal = (sql: Sql, person: { ids: object }, overrides: object = {}, told: Told = {}) =>
  recordFact(sql, 'invoice', buildInvoice({ ...person.ids, paid_at: inHours(-1), ...overrides }), {
    at: inHours(-1),
    eventType: 'invoice.paid',
    ...told,
  })

/** A free week that ends in so many hours and becomes a paid month. */
export const trialOf = (person: Person, endsInHours: number, overrides: object = {}) =>
  reportOf(person, {
    period_type: 'trial',
    started_at: inHours(endsInHours - 7 * 24),
    expires_at: inHours(endsInHours),
    ...overrides,
  })

/** Lets the rest pass that a mail has before it may be sent, or the time until its next attempt. */
export const letRestPass = (sql: Sql) =>
  sql`update billing.owed_mails set next_attempt_at = now() where outcome is null and next_attempt_at > now()`

/** Lets the rest pass that a mail has before its first attempt; what somebody is sending just now stays theirs. */
export const letFirstRestPass = (sql: Sql) =>
  sql`update billing.owed_mails set next_attempt_at = now() where attempts = 0 and next_attempt_at > now()`

export async function claimMails(sql: Sql, atMost = 100): Promise<ClaimedMail[]> {
  const [row] = await sql`select billing.claim_owed_mails(${atMost}) as mails`
  return row?.mails as ClaimedMail[]
}

/** What would be sent to somebody now, and is not. */
export async function readDueMails(sql: Sql, email: string): Promise<ClaimedMail[]> {
  await letRestPass(sql)
  return (await claimMails(sql)).filter(({ to }) => to === email).sort((one, other) => one.key.localeCompare(other.key))
}

export async function readMailRow(sql: Sql, key: string) {
  const [row] = await sql`
    select kind, user_id, email, attempts, outcome, sent_at is not null as was_sent, last_error,
      extract(epoch from next_attempt_at - now())::float as due_in_seconds
    from billing.owed_mails where key = ${key}`
  return row
}
