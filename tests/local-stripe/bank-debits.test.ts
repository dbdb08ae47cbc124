import { afterEach, beforeEach, expect, it } from 'vitest'
import { startPremium } from './buy.ts'
import { confirm, typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const start = () =>
  account.stripe.paymentIntents.create({
    amount: 2900,
    currency: 'sgd',
    allowed_payment_method_types: ['card', 'sepa_debit'],
  })
const debit = (iban: string) => ({
  'payment_method_data[type]': 'sepa_debit',
  'payment_method_data[sepa_debit][iban]': iban,
})

it('is processing until the clock moves, and then succeeds', async () => {
  const intent = await start()
  const confirmed = await confirm(account, intent, debit('AT32 1904 3002 3547 3204'))
  expect(confirmed.intent.status).toBe('processing')
  const charge = await account.stripe.charges.retrieve(String(confirmed.intent.latest_charge))
  expect(charge).toMatchObject({ status: 'pending', paid: false })
  await account.simulator.advanceClock({ advance_seconds: 200 })
  const settled = await account.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })
  expect(settled).toMatchObject({
    status: 'succeeded',
    amount_received: 2900,
    latest_charge: { status: 'succeeded', paid: true, payment_method_details: { sepa_debit: { last4: '3204' } } },
  })
  expect(typesOf(account, 'payment_intent', 'charge')).toEqual([
    'payment_intent.created',
    'charge.pending',
    'payment_intent.processing',
    'charge.succeeded',
    'payment_intent.succeeded',
  ])
})

it('fails later when the account cannot be debited, and can be paid by another one', async () => {
  const intent = await start()
  await account.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_failedDelayed_at' })
  await account.simulator.advanceClock({ advance_seconds: 200 })
  const failed = await account.stripe.paymentIntents.retrieve(intent.id)
  expect(failed).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } })
  expect(typesOf(account, 'payment_intent.payment_failed', 'charge.failed')).toHaveLength(2)
  const again = await account.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })
  expect(again.status).toBe('succeeded')
})

it('cannot be canceled while the bank is at it', async () => {
  const intent = await start()
  await account.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_successDelayed_at' })
  await expect(account.stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
})

it('is offered for euros, and refused where it is not offered', async () => {
  const euros = await account.stripe.paymentIntents.create({ amount: 2900, currency: 'eur' })
  expect(euros.payment_method_types).toEqual(['card', 'sepa_debit'])
  const { secret } = await startPremium(account)
  const refused = await confirm(account, { client_secret: secret }, debit('AT321904300235473204'))
  expect(refused).toMatchObject({ status: 400, error: { param: 'payment_method' } })
})
