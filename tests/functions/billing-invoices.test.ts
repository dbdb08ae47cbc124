import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { addCard, buyPlan, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()
const { visa, mastercard, failsLater } = cardNumbers

/** A subscriber whose renewal was declined. */
async function fallBehind(): Promise<{ userId: string; invoiceId: string }> {
  const { call, sql } = billing()
  const userId = await buyPlan(billing(), 'standard', visa)
  const { body } = await addCard(billing(), userId, failsLater)
  await call(userId, 'cards/default', { payment_method_id: body.payment_method_id })
  await billing().simulator.advanceClock({ advance_seconds: 32 * 86_400 })
  await call(userId, 'refresh')
  const [invoice] = await sql`
    select invoice_id from public.invoices where user_id = ${userId} and status = 'open'`
  return { userId, invoiceId: String(invoice?.invoice_id) }
}

async function statusOf(userId: string) {
  return (await readOwnSubscription(billing(), userId))?.status
}

describe('an invoice that a card has failed to pay', () => {
  it('is found without naming it, and paid in the browser with a card that is charged from then on', async () => {
    const { call, browser } = billing()
    const { userId, invoiceId } = await fallBehind()
    expect(await statusOf(userId)).toBe('in_grace_period')
    const { body } = await call(userId, 'invoices/payment')
    expect(body).toMatchObject({ invoice_id: invoiceId, amount_due: 990, payment_status: 'requires_payment_method' })
    expect((await call(userId, 'invoices/finish', { invoice_id: invoiceId })).body).toEqual({ status: 'open' })
    expect((await browser.confirmPayment(body.client_secret, mastercard)).status).toBe(200)
    for (let time = 1; time <= 2; time++) {
      expect((await call(userId, 'invoices/finish', { invoice_id: invoiceId })).body).toEqual({ status: 'paid' })
    }
    const row = await readOwnSubscription(billing(), userId)
    expect(row?.status).toBe('active')
    const charged = await billing().stripe.paymentMethods.retrieve(row?.payment_method_id)
    expect(charged.card?.last4).toBe('4444')
    expect(await call(userId, 'invoices/payment', { invoice_id: invoiceId })).toMatchObject({
      status: 409,
      body: { code: 'invoice_already_paid' },
    })
    expect((await call(userId, 'invoices/payment')).body).toMatchObject({ code: 'invoice_not_found' })
  })

  it('is paid with a saved card, once by two clicks', async () => {
    const { call, stripe } = billing()
    const { userId, invoiceId } = await fallBehind()
    const good = (await addCard(billing(), userId, mastercard)).body.payment_method_id
    const pay = () => call(userId, 'invoices/pay', { invoice_id: invoiceId, payment_method_id: good })
    const answers = await Promise.all([pay(), pay()])
    expect(answers.map(({ body }) => body.kind ?? body.code)).toContain('done')
    expect(await statusOf(userId)).toBe('active')
    expect((await stripe.invoicePayments.list({ invoice: invoiceId, status: 'paid' })).data).toHaveLength(1)
    expect((await readOwnSubscription(billing(), userId))?.payment_method_id).toBe(good)
    expect((await pay()).body).toMatchObject({ code: 'invoice_already_paid' })
  })

  it('is declined with a plain sentence, and the bank’s reason in the log alone', async () => {
    const { call, logLines, sql } = billing()
    const { userId, invoiceId } = await fallBehind()
    const [card] = await sql`
      select payment_method_id as id from public.payment_methods where user_id = ${userId} and last4 = '0341'`
    expect(await call(userId, 'invoices/pay', { invoice_id: invoiceId, payment_method_id: card?.id })).toEqual({
      status: 402,
      body: { code: 'card_declined', message: 'Your card was declined. Please try another card, or ask your bank.' },
    })
    const line = logLines.find((candidate) => candidate.includes('card_declined'))
    expect(line).toMatch(/StripeCardError/)
    expect(line).not.toMatch(/(pm|in|pi|cus)_[A-Za-z0-9]{6}/)
    expect(await statusOf(userId)).toBe('in_grace_period')
  })

  it('asks for 3-D Secure where the bank does, and is paid after it', async () => {
    const { call, browser, simulator } = billing()
    const { userId, invoiceId } = await fallBehind()
    const good = (await addCard(billing(), userId, mastercard)).body.payment_method_id
    simulator.setFaults({ nextPayment: 'authenticate' })
    const { status, body } = await call(userId, 'invoices/pay', { invoice_id: invoiceId, payment_method_id: good })
    expect([status, body]).toEqual([200, { kind: 'payment', client_secret: expect.stringMatching(/^pi_/) }])
    await browser.authenticate(body.client_secret)
    expect((await call(userId, 'invoices/finish', { invoice_id: invoiceId })).body).toEqual({ status: 'paid' })
    expect(await statusOf(userId)).toBe('active')
  })

  it('goes on where a process died after the payment', async () => {
    const { call, database } = billing()
    const { userId, invoiceId } = await fallBehind()
    const good = (await addCard(billing(), userId, mastercard)).body.payment_method_id
    const pay = () => call(userId, 'invoices/pay', { invoice_id: invoiceId, payment_method_id: good })
    database.failNext('billing.record_stripe_subscription')
    expect((await pay()).status).toBe(500)
    expect((await pay()).body).toMatchObject({ code: 'invoice_already_paid' })
    expect((await call(userId, 'invoices/finish', { invoice_id: invoiceId })).body).toEqual({ status: 'paid' })
    expect(await statusOf(userId)).toBe('active')
    expect((await readOwnSubscription(billing(), userId))?.payment_method_id).toBe(good)
  })

  it('is nobody else’s to see or pay, and takes nobody else’s card', async () => {
    const { sql, call } = billing()
    const { userId, invoiceId } = await fallBehind()
    const other = await createUser(sql)
    const card = (await addCard(billing(), other, visa)).body.payment_method_id
    const notFound = { status: 404, body: { code: 'invoice_not_found' } }
    expect(await call(other, 'invoices/payment', { invoice_id: invoiceId })).toMatchObject(notFound)
    expect(await call(other, 'invoices/finish', { invoice_id: invoiceId })).toMatchObject(notFound)
    const theirs = { invoice_id: invoiceId, payment_method_id: card }
    expect(await call(other, 'invoices/pay', theirs)).toMatchObject(notFound)
    expect(await call(userId, 'invoices/pay', theirs)).toMatchObject({ status: 404, body: { code: 'card_not_found' } })
    expect(await statusOf(userId)).toBe('in_grace_period')
  })
})
