import { describe, expect, it } from 'vitest'
import { createSendMail } from '../../supabase/functions/_shared/mail/send-mail.ts'
import { bearRenewing, inHours, letRestPass, type Renewing, readMailRow } from '../support/mails/owed-mails.ts'
import { setUpMails } from '../support/mails/set-up-mails.ts'
import * as build from '../support/stripe/build-objects.ts'
import { buildStripeSubscription } from '../support/stripe/build-subscription.ts'

const mails = setUpMails()
const unix = (hours: number) => Date.parse(inHours(hours)) / 1000
const bear = () => bearRenewing(mails().sql)
const inboxOf = (person: Renewing) => mails().inbox(person.email)
const errors = () => mails().logLines.filter((line) => line.includes('"level":"error"'))
const stripeParent = ({ subscriptionId }: Renewing) => ({
  type: 'subscription_details',
  subscription_details: { subscription: subscriptionId, metadata: {} },
})

const paidInvoice = (person: Renewing) =>
  build.buildStripeInvoice({
    id: person.invoiceId,
    customer: person.customerId,
    parent: stripeParent(person),
    billing_reason: 'subscription_cycle',
    status_transitions: { paid_at: unix(-1) },
  })
const openInvoice = (person: Renewing) => ({
  ...paidInvoice(person),
  status: 'open',
  amount_paid: 0,
  amount_remaining: 1590,
  status_transitions: { paid_at: null },
  next_payment_attempt: unix(72),
})
const subscription = (person: Renewing, overrides: object = {}) =>
  buildStripeSubscription({ id: person.subscriptionId, customer: person.customerId, ...overrides })
const pay = (person: Renewing) => mails().tell('invoice.paid', paidInvoice(person), { created: unix(-1) })
const fail = (person: Renewing, type = 'invoice.payment_failed') =>
  mails().tell(type, openInvoice(person), { created: unix(-2) })

describe('the webhook', () => {
  it('answers after one SQL call, and a receipt goes out afterwards, once', async () => {
    const person = await bear()
    await mails().tell('customer.subscription.updated', subscription(person), { created: unix(-1) })
    expect(await pay(person)).toEqual({ status: 200, calls: 1 })
    expect(await pay(person)).toEqual({ status: 200, calls: 1 })
    await mails().settle()
    const [mail, ...others] = await inboxOf(person)
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Your receipt for S$15.90: Premium, monthly')
    expect(mail?.html).toContain('https://tandem.example/account/invoices')
    expect(await readMailRow(mails().sql, `receipt/${person.invoiceId}`)).toMatchObject({ outcome: 'sent' })
  })

  it('has a failed renewal told, with the way to pay', async () => {
    const person = await bear()
    const pastDue = { status: 'past_due', periodStart: unix(-2), periodEnd: unix(28 * 24) }
    await fail(person)
    await mails().tell('customer.subscription.updated', subscription(person, pastDue), { created: unix(-2) })
    await mails().settle()
    const [mail] = await inboxOf(person)
    expect(mail?.subject).toBe('Your payment did not go through')
    expect(mail?.text).toContain('S$15.90 for Premium')
    expect(mail?.text).toContain(`https://tandem.example/pay/${person.invoiceId}`)
    expect(mail?.text).toMatch(/We try again on .* You keep Premium until /)
  })

  it('has 3-D Secure told as what it is, although Stripe tells it as a failure, too', async () => {
    const person = await bear()
    await Promise.all([fail(person), fail(person, 'invoice.payment_action_required')])
    await mails().settle()
    expect((await inboxOf(person)).map(({ subject }) => subject)).toEqual(['Please confirm your payment'])
  })

  it('has the end of a trial told', async () => {
    const person = await bear()
    const trial = { status: 'trialing', periodStart: unix(-96), periodEnd: unix(72) }
    await mails().tell('customer.subscription.trial_will_end', subscription(person, trial), { created: unix(0) })
    await mails().settle()
    const [mail] = await inboxOf(person)
    expect(mail?.subject).toMatch(/^Your free trial ends on /)
    expect(mail?.text).toContain('Then: S$15.90 a month')
  })

  it('takes an event although mails cannot be sent', async () => {
    const person = await bear()
    mails().sender.send = () => Promise.reject(new Error('no mail today'))
    expect(await pay(person)).toMatchObject({ status: 200 })
    await mails().settle()
    expect(errors()).toHaveLength(1)
    expect(await readMailRow(mails().sql, `receipt/${person.invoiceId}`)).toMatchObject({
      outcome: null,
      last_error: 'Error: no mail today',
    })
    mails().sender.send = async () => 'sent'
    await mails().sendLater()
  })
})

describe('a mail that was not sent', () => {
  const refuse = (status: number, name = 'an_error') => {
    const fetch = async () => Response.json({ name, message: 'ada@example.com' }, { status })
    const resend = { by: 'resend', apiKey: 'a key', from: 'Tandem <hello@example.com>' } as const
    mails().sender.send = createSendMail(resend, { log: { info() {}, error() {} }, fetch })
  }

  it('is sent by reconcile, unless it is true no longer', async () => {
    const [paid, unpaid] = [await bear(), await bear()]
    refuse(503)
    await fail(paid)
    await fail(unpaid)
    await mails().settle()
    await pay(paid)
    await mails().settle()
    const { sql, sender } = mails()
    const sent: string[] = []
    sender.send = async ({ key }) => {
      sent.push(key)
      return 'sent'
    }
    expect(await mails().sendLater()).toMatchObject({ isComplete: true })
    expect(sent.sort()).toEqual([`payment/${unpaid.invoiceId}/1`, `receipt/${paid.invoiceId}`].sort())
    const row = await readMailRow(sql, `payment/${paid.invoiceId}/1`)
    // Tried or not: of two that wait, the first refusal speaks for both.
    expect([undefined, 'not_needed']).toContain(row?.outcome)
  })

  it('and never will be is given up, which the log says without naming anybody', async () => {
    const person = await bear()
    refuse(422, 'validation_error')
    await pay(person)
    await mails().settle()
    expect(await readMailRow(mails().sql, `receipt/${person.invoiceId}`)).toMatchObject({
      outcome: 'undeliverable',
      last_error: 'MailNotSentError: The mail was refused with status 422 (validation_error).',
    })
    expect(errors()).toHaveLength(1)
    expect(errors()[0]).toContain('Mail given up')
    for (const secret of [person.email, person.invoiceId, 'ada@']) expect(mails().logLines.join()).not.toContain(secret)
  })

  it('because of our key waits until the key is put right, and the others wait with it', async () => {
    const [one, other] = [await bear(), await bear()]
    refuse(401, 'missing_api_key')
    await pay(one)
    await mails().settle()
    await pay(other)
    await mails().settle()
    mails().sender.send = async () => 'sent'
    expect(await mails().sendLater()).toEqual({ done: 2, isComplete: true })
  })

  it('although it was, because its answer was lost, is sent again with the same key only', async () => {
    const person = await bear()
    const keys: string[] = []
    const { send } = mails().sender
    mails().sender.send = async (mail) => {
      keys.push(mail.key)
      await send(mail)
      if (keys.length === 1) throw new TypeError('connection closed')
      return 'sent'
    }
    await pay(person)
    await mails().settle()
    await mails().sendLater()
    expect(keys).toEqual([`receipt/${person.invoiceId}`, `receipt/${person.invoiceId}`])
    expect(await inboxOf(person)).toHaveLength(1)
  })
})

describe('without a sender', () => {
  it('mails are settled and do not pile up', async () => {
    const person = await bear()
    mails().sender.send = createSendMail(null, { log: { info() {}, error() {} } })
    await pay(person)
    await mails().settle()
    expect(await readMailRow(mails().sql, `receipt/${person.invoiceId}`)).toMatchObject({ outcome: 'nobody_sends' })
    const [owed] = await mails().sql`select count(*)::int as left from billing.owed_mails where outcome is null`
    expect(owed?.left).toBe(0)
    expect(errors()).toEqual([])
  })
})

describe('the mail about a deleted account', () => {
  it('goes to the address that it has, which is then forgotten', async () => {
    const key = 'account_deleted/1'
    await mails().sql`
      select billing.owe_mail(${key}, 'account_deleted', null, 'gone@example.com', '{"app_store_goes_on": true}')`
    await mails().sendLater()
    const [mail] = await mails().inbox('gone@example.com')
    expect(mail?.subject).toBe('Your Tandem account is deleted')
    expect(mail?.text).toContain('Apple still charges you')
    expect(await readMailRow(mails().sql, key)).toMatchObject({ email: null, outcome: 'sent' })
  })
})

it('two senders at once send each mail once', async () => {
  const people = [await bear(), await bear(), await bear(), await bear(), await bear(), await bear(), await bear()]
  mails().sender.send = () => Promise.reject(new Error('later'))
  for (const person of people) await pay(person)
  await mails().settle()
  const sent: string[] = []
  const send = async ({ key }: { key: string }) => {
    sent.push(key)
    return 'sent' as const
  }
  // Once for both: a second time would take from the one what it is sending.
  await letRestPass(mails().sql)
  await Promise.all([mails().send({ sendMail: send }), mails().send({ sendMail: send })])
  expect(sent.sort()).toEqual(people.map(({ invoiceId }) => `receipt/${invoiceId}`).sort())
})
