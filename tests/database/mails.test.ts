import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import {
  bearRenewing,
  claimMails,
  failRenewal,
  inHours,
  letRestPass,
  payRenewal,
  type Renewing,
  readDueMails,
  readMailRow,
  trialOf,
} from '../support/mails/owed-mails.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { recordStripe } from '../support/records.ts'
import { buildCharge, buildInvoicePayment, buildPayment, recordFact, refunded } from '../support/stripe/facts.ts'
import { reportOf } from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase()
const due = (person: Renewing) => readDueMails(sql, person.email)
const keysOf = async (person: Renewing) => (await due(person)).map(({ key }) => key)
const owedKeys = async (person: Renewing) =>
  (await sql`select key from billing.owed_mails where user_id = ${person.userId} order by key`).map(({ key }) => key)
const setting = (assignment: string) => sql.unsafe(`update billing.settings set ${assignment}`)

describe('a renewal that fails', () => {
  it('owes one mail, with the amount, the plan and when Stripe tries again', async () => {
    const person = await bearRenewing(sql)
    const nextAttempt = inHours(72)
    await recordStripe(sql, reportOf(person, { status: 'in_grace_period', expires_at: inHours(-3) }), inHours(-2))
    await failRenewal(sql, person, { next_attempt_at: nextAttempt })
    const [mail, ...others] = await due(person)
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      key: `payment/${person.invoiceId}/1`,
      kind: 'payment_failed',
      to: person.email,
      facts: { amount: 1590, currency: 'sgd', plan_name: 'Premium', access: 'open', invoice_id: person.invoiceId },
    })
    expect(new Date(String(mail?.facts.next_attempt_at)).toISOString()).toBe(nextAttempt)
    expect(new Date(String(mail?.facts.access_ends_at)).toISOString()).toBe(inHours(7 * 24 - 3))
  })

  it('says what it means for access as far as it is known', async () => {
    const person = await bearRenewing(sql)
    await failRenewal(sql, person)
    expect(await due(person)).toMatchObject([{ facts: { access: 'unknown', plan_name: null } }])
    await recordStripe(sql, reportOf(person, { status: 'in_billing_retry', expires_at: inHours(-3) }), inHours(-2))
    expect(await due(person)).toMatchObject([{ facts: { access: 'closed', plan_name: 'Premium' } }])
  })

  it('is announced at each attempt that Stripe makes, and not when the person tries', async () => {
    const person = await bearRenewing(sql)
    await failRenewal(sql, person, {}, { at: inHours(-5) })
    expect(await keysOf(person)).toEqual([`payment/${person.invoiceId}/1`])
    await sql`select billing.finish_owed_mail(${`payment/${person.invoiceId}/1`}, 'sent')`
    await failRenewal(sql, person, {}, { at: inHours(-4) })
    await failRenewal(sql, person, {}, { at: inHours(-4), eventType: 'invoice.payment_action_required' })
    expect(await keysOf(person)).toEqual([])
    await failRenewal(sql, person, { attempt_count: 2 }, { at: inHours(-3) })
    expect(await keysOf(person)).toEqual([`payment/${person.invoiceId}/2`])
  })

  it('rests a moment, in which it may turn out that the bank only asks to confirm', async () => {
    const person = await bearRenewing(sql)
    await failRenewal(sql, person)
    expect(await claimMails(sql)).toEqual([])
    await failRenewal(sql, person, {}, { eventType: 'invoice.payment_action_required' })
    expect(await due(person)).toMatchObject([
      { kind: 'payment_needs_confirmation', key: `payment/${person.invoiceId}/1` },
    ])
  })

  it('is no mail when it was paid meanwhile, when nothing can be bought by it, or when it is history', async () => {
    const [paid, ended, old] = [await bearRenewing(sql), await bearRenewing(sql), await bearRenewing(sql)]
    await failRenewal(sql, paid)
    await payRenewal(sql, paid)
    expect(await keysOf(paid)).toEqual([`receipt/${paid.invoiceId}`])
    await failRenewal(sql, ended)
    await recordStripe(sql, reportOf(ended, { status: 'expired', expires_at: inHours(-3) }), inHours(-1))
    expect(await keysOf(ended)).toEqual([])
    await failRenewal(sql, old, {}, { at: inHours(-49) })
    expect(await owedKeys(old)).toEqual([])
  })

  it('is none either for a purchase or a change of plan, which fail before the eyes of who makes them', async () => {
    for (const billing_reason of ['subscription_create', 'subscription_update']) {
      const person = await bearRenewing(sql)
      await failRenewal(sql, person, { billing_reason })
      expect(await owedKeys(person)).toEqual([])
    }
  })
})

describe('what is paid', () => {
  it('owes a receipt, for an invoice and for an extra', async () => {
    const person = await bearRenewing(sql)
    await recordStripe(sql, reportOf(person), inHours(-2))
    await payRenewal(sql, person)
    const payment = { payment_intent_id: `pi_${person.suffix}`, store_customer_id: person.customerId }
    await recordFact(sql, 'payment', buildPayment(payment), { at: inHours(-1) })
    expect(await due(person)).toMatchObject([
      {
        key: `receipt/${person.invoiceId}`,
        kind: 'receipt',
        facts: { amount: 1590, currency: 'sgd', number: 'T-0001', plan_name: 'Premium', interval: 'month' },
      },
      { key: `receipt/pi_${person.suffix}`, facts: { amount: 2900, extra_name: 'The repair workshop' } },
    ])
  })

  it('owes none when nothing was charged, when it is history, or when it was given back at once', async () => {
    const [free, old, back] = [await bearRenewing(sql), await bearRenewing(sql), await bearRenewing(sql)]
    await payRenewal(sql, free, { amount_due: 0, amount_paid: 0 })
    await payRenewal(sql, old, { paid_at: inHours(-49) }, { at: inHours(-49) })
    expect([...(await owedKeys(free)), ...(await owedKeys(old))]).toEqual([])
    const intent = `pi_${back.suffix}`
    await payRenewal(sql, back)
    await recordFact(sql, 'invoice_payment', {
      ...buildInvoicePayment({ invoice_payment_id: `inpay_${back.suffix}`, payment_intent_id: intent }),
      invoice_id: back.invoiceId,
    })
    await recordFact(sql, 'charge', {
      ...buildCharge({ charge_id: `ch_${back.suffix}`, payment_intent_id: intent }),
      ...refunded,
    })
    expect(await due(back)).toEqual([])
  })

  it('is written to the person once it is known whose it is', async () => {
    const userId = await createUser(sql)
    const suffix = randomUUID().slice(0, 8)
    const ids = { invoice_id: `in_${suffix}`, store_customer_id: `cus_${suffix}`, store_subscription_id: null }
    await payRenewal(sql, { ids })
    expect(await readMailRow(sql, `receipt/in_${suffix}`)).toBeUndefined()
    await sql`select billing.link_stripe_customer(${userId}, ${`cus_${suffix}`})`
    expect(await readMailRow(sql, `receipt/in_${suffix}`)).toMatchObject({ user_id: userId, outcome: null })
  })
})

describe('a free trial', () => {
  const announced = (person: Renewing, endsAt: string) =>
    `trial_ending/${person.subscriptionId}/${Date.parse(endsAt) / 1000}`

  it('is announced three days before it becomes a paid plan, with what the first payment will be', async () => {
    const person = await bearRenewing(sql)
    await recordStripe(sql, trialOf(person, 72), inHours(-2))
    expect(await due(person)).toEqual([])
    const promotion = { discount_percent: 50, discount_amount: null, discount_ends_at: null }
    await recordStripe(sql, trialOf(person, 72, promotion), inHours(0))
    expect(await due(person)).toMatchObject([
      {
        key: announced(person, inHours(72)),
        facts: { plan_name: 'Premium', amount: 1590, first_amount: 795, interval: 'month' },
      },
    ])
  })

  it('is announced by the time alone when Stripe’s event was lost', async () => {
    const person = await bearRenewing(sql)
    await recordStripe(sql, trialOf(person, 71), inHours(-96))
    expect(await due(person)).toEqual([])
    await sql`select billing.owe_due_mails()`
    await sql`select billing.owe_due_mails()`
    expect(await keysOf(person)).toEqual([announced(person, inHours(71))])
  })

  it('is not announced to who has cancelled; who comes back is told after all', async () => {
    const person = await bearRenewing(sql)
    await recordStripe(sql, trialOf(person, 72), inHours(-3))
    await recordStripe(sql, trialOf(person, 72, { will_renew: false }), inHours(-2))
    await sql`select billing.owe_due_mails()`
    expect(await due(person)).toEqual([])
    await recordStripe(sql, trialOf(person, 72), inHours(-1))
    expect(await due(person)).toHaveLength(1)
  })

  it('that was made longer is announced again, for its new end', async () => {
    const person = await bearRenewing(sql)
    await recordStripe(sql, trialOf(person, 24), inHours(-2))
    await recordStripe(sql, trialOf(person, 48), inHours(-1))
    expect(await keysOf(person)).toEqual([announced(person, inHours(48))])
  })
})

describe('a mail that is owed', () => {
  const owe = async (email: string | null, key = `account_deleted/${randomUUID()}`) => {
    await sql`select billing.owe_mail(${key}, 'account_deleted', null, ${email}, ${sql.json({ app_store_goes_on: false })})`
    return key
  }

  it('with its own address outlives its user; the address goes when it is sent', async () => {
    const key = await owe('gone@example.com')
    expect(await readDueMails(sql, 'gone@example.com')).toMatchObject([{ key, facts: { app_store_goes_on: false } }])
    await sql`select billing.finish_owed_mail(${key}, 'sent')`
    expect(await readMailRow(sql, key)).toMatchObject({ outcome: 'sent', was_sent: true, email: null })
    await owe('gone@example.com', key)
    expect(await readDueMails(sql, 'gone@example.com')).toEqual([])
  })

  it('to a user goes to nobody once the account is gone, or while its address is not proven', async () => {
    const [gone, unproven] = [await bearRenewing(sql), await bearRenewing(sql)]
    await payRenewal(sql, gone)
    await payRenewal(sql, unproven)
    await sql`delete from auth.users where id = ${gone.userId}`
    await sql`update auth.users set email_confirmed_at = null where id = ${unproven.userId}`
    expect([...(await due(gone)), ...(await due(unproven))]).toEqual([])
    expect(await readMailRow(sql, `receipt/${gone.invoiceId}`)).toBeUndefined()
    expect(await readMailRow(sql, `receipt/${unproven.invoiceId}`)).toMatchObject({ outcome: 'no_address' })
  })

  it('belongs to one worker at a time, however many ask at once', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => bearRenewing(sql)))
    for (const person of people) await payRenewal(sql, person)
    const claimed = (await Promise.all(Array.from({ length: 6 }, () => claimMails(sql, 3)))).flat()
    expect(new Set(claimed.map(({ key }) => key)).size).toBe(claimed.length)
    const rest = await claimMails(sql)
    expect(claimed.length + rest.length).toBe(12)
  })

  it('is tried again later and later, and given up before the service forgets its key', async () => {
    const key = await owe('busy@example.com')
    const waits: number[] = []
    for (const isLast of [false, false, false, false, false, true]) {
      expect(await readDueMails(sql, 'busy@example.com')).toHaveLength(1)
      waits.push(Math.round((await readMailRow(sql, key))?.due_in_seconds / 60))
      const [answer] = await sql`select billing.fail_owed_mail(${key}, 'away', false) as is_given_up`
      expect(answer?.is_given_up).toBe(isLast)
    }
    expect(waits).toEqual([1, 5, 30, 120, 720, 720])
    expect(waits.slice(0, 5).reduce((sum, wait) => sum + wait)).toBeLessThan(24 * 60)
    expect(await readMailRow(sql, key)).toMatchObject({ outcome: 'undeliverable', last_error: 'away', email: null })
  })

  it('of which nobody ever reports is not tried for ever', async () => {
    const key = await owe('silent@example.com')
    for (let attempt = 1; attempt <= 6; attempt++) expect(await readDueMails(sql, 'silent@example.com')).toHaveLength(1)
    expect(await readDueMails(sql, 'silent@example.com')).toEqual([])
    expect(await readMailRow(sql, key)).toMatchObject({ outcome: 'undeliverable', attempts: 6 })
  })

  it('and was perhaps sent is not owed anew when it is true again', async () => {
    const person = await bearRenewing(sql)
    await payRenewal(sql, person)
    expect(await due(person)).toHaveLength(1)
    await sql`update public.invoices set paid_at = now() - interval '3 days' where invoice_id = ${person.invoiceId}`
    expect(await due(person)).toEqual([])
    await sql`update public.invoices set paid_at = now() where invoice_id = ${person.invoiceId}`
    expect(await due(person)).toEqual([])
    expect(await readMailRow(sql, `receipt/${person.invoiceId}`)).toMatchObject({ outcome: 'not_needed' })
  })

  it('that was settled a quarter of a year ago is forgotten', async () => {
    const [recent, old, owed] = [await owe('a@example.com'), await owe('b@example.com'), await owe('c@example.com')]
    await sql`select billing.finish_owed_mail(key, 'sent') from unnest(${[recent, old]}::text[]) as key`
    await sql`update billing.owed_mails set owed_at = now() - interval '91 days' where key in (${old}, ${owed})`
    await sql`select billing.owe_due_mails()`
    const left = await sql`select key from billing.owed_mails where key in (${recent}, ${old}, ${owed}) order by key`
    expect(left.map(({ key }) => key)).toEqual([recent, owed].sort())
  })

  it('of a kind that Stripe sends itself is not sent by us', async () => {
    const person = await bearRenewing(sql)
    await setting(`own_mails = '{payment_failed,payment_needs_confirmation,trial_ending}'`)
    await payRenewal(sql, person)
    expect(await due(person)).toEqual([])
    await setting('own_mails = default')
    expect(await readMailRow(sql, `receipt/${person.invoiceId}`)).toBeUndefined()
    await expect(setting(`own_mails = '{account_deleted}'`)).rejects.toThrow(/violates check constraint/)
  })

  it('stays owed until it is due', async () => {
    await letRestPass(sql)
    await claimMails(sql)
    const key = `account_deleted/${randomUUID()}`
    await sql`select billing.owe_mail(${key}, 'account_deleted', null, 'later@example.com', '{}', now() + interval '1 minute')`
    expect(await claimMails(sql)).toEqual([])
  })
})
