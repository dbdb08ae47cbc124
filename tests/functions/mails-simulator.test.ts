import { expect, it } from 'vitest'
import type { Mail } from '../../supabase/functions/_shared/mail/send-mail.ts'
import { sendOwedMails } from '../../supabase/functions/_shared/mail/send-owed-mails.ts'
import { createUser } from '../support/act-as.ts'
import { cardNumbers, intentOf } from '../support/billing/browser.ts'
import { addCard, beginTrial, buyPlan } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'
import { letRestPass } from '../support/mails/owed-mails.ts'

const billing = setUpBilling()
const day = 86_400
const letPass = (days: number) => billing().simulator.advanceClock({ advance_seconds: days * day })

/** The subjects of what is sent to somebody now, after all that Stripe has to tell. */
async function read(userId: string): Promise<string[]> {
  const { sql, database, hear } = billing()
  await hear()
  await letRestPass(sql)
  const sent: Mail[] = []
  const sendMail = async (mail: Mail) => {
    sent.push(mail)
    return 'sent' as const
  }
  const error = (message: string, cause: unknown) => expect.unreachable(`${message}: ${cause}`)
  await sendOwedMails({ database, sendMail, siteUrl: 'http://web.test', log: { info() {}, error } })
  const [user] = await sql`select email from auth.users where id = ${userId}`
  return sent.filter(({ to }) => to === user?.email).map(({ subject }) => subject)
}

const receipt = 'Your receipt for S$15.90: Premium, monthly'
const asksAlways = '4000002760003184'
const failed = 'Your payment did not go through'

it('a purchase and each renewal bring a receipt', async () => {
  const userId = await buyPlan(billing())
  expect(await read(userId)).toEqual([receipt])
  await letPass(32)
  expect(await read(userId)).toEqual([receipt])
  expect(await read(userId)).toEqual([])
})

it('a free trial brings word of its end, and then a receipt', async () => {
  const userId = await beginTrial(billing())
  expect(await read(userId)).toEqual([])
  await letPass(4.1)
  expect(await read(userId)).toEqual([expect.stringMatching(/^Your free trial ends on /)])
  await letPass(4)
  expect(await read(userId)).toEqual([receipt])
})

it('a free trial that was cancelled brings nothing', async () => {
  const userId = await beginTrial(billing(), cardNumbers.mastercard)
  await billing().call(userId, 'cancel')
  await letPass(8)
  expect(await read(userId)).toEqual([])
})

it('a renewal that fails brings word of each attempt, and a receipt once it is paid', async () => {
  const { call, browser } = billing()
  const userId = await buyPlan(billing())
  const { body } = await addCard(billing(), userId, cardNumbers.failsLater)
  await call(userId, 'cards/default', { payment_method_id: body.payment_method_id })
  await read(userId)
  await letPass(32)
  expect(await read(userId)).toEqual([failed])
  await call(userId, 'invoices/pay', { payment_method_id: body.payment_method_id })
  expect(await read(userId)).toEqual([])
  await letPass(4)
  expect(await read(userId)).toEqual([failed])
  const { body: bill } = await call(userId, 'invoices/payment')
  await browser.confirmPayment(bill.client_secret, cardNumbers.mastercard)
  expect(await read(userId)).toEqual([receipt])
})

it('a renewal for which the bank asks brings that, and no word of a failure', async () => {
  const { call, browser } = billing()
  const userId = await buyPlan(billing())
  const { body } = await call(userId, 'cards/add')
  await browser.confirmSetup(body.client_secret, asksAlways)
  await browser.authenticate(body.client_secret, 'setup_intents')
  const { body: card } = await call(userId, 'cards/finish', { setup_intent_id: intentOf(body.client_secret) })
  await call(userId, 'cards/default', { payment_method_id: card.payment_method_id })
  await read(userId)
  await letPass(32)
  expect(await read(userId)).toEqual(['Please confirm your payment'])
})

it('an extra brings a receipt, a card that was declined before it nothing', async () => {
  const { sql, call, browser } = billing()
  const userId = await createUser(sql)
  const { body } = await call(userId, 'extras/buy', { extra_id: 'workshop', save_card: 'no' })
  await browser.confirmPayment(body.client_secret, cardNumbers.insufficientFunds)
  expect(await read(userId)).toEqual([])
  await browser.confirmPayment(body.client_secret)
  expect(await read(userId)).toEqual(['Your receipt for S$29.00: The repair workshop'])
})

it('a first payment that is declined brings nothing: its owner is looking at it', async () => {
  const { sql, call, browser } = billing()
  const userId = await createUser(sql)
  const { body } = await call(userId, 'subscribe', { plan_id: 'premium', trial: false })
  await browser.confirmPayment(body.client_secret, cardNumbers.insufficientFunds)
  expect(await read(userId)).toEqual([])
})
