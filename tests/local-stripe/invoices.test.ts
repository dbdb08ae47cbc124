import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseAfterRetries } from '../../local/stripe/billing/choose-after-retries.ts'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'
import { giveCard, retrieve, subscribe } from './subscribers.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const invoiceOf = (subscription: Stripe.Subscription) => subscription.latest_invoice as Stripe.Invoice

/** A renewal that the bank refuses, up to `days` after it was finalized. */
async function failRenewal(days: number) {
  const bought = await subscribe(account)
  await giveCard(account.stripe, bought.customer.id, 'pm_card_chargeCustomerFail')
  await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR + days * DAY })
  const failed = await retrieve(account, bought.subscription.id)
  return { ...bought, failed, invoice: invoiceOf(failed) }
}

describe('an invoice', () => {
  it('leads to pages of the simulator', async () => {
    const { invoice } = await subscribe(account)
    expect(invoice.hosted_invoice_url).toMatch(new RegExp(`^${account.origin}/invoice/\\w{32}$`))
    expect(invoice.invoice_pdf).toBe(`${invoice.hosted_invoice_url}/pdf`)
  })

  it('carries its secret and its payments only when they are asked for', async () => {
    const { invoice } = await subscribe(account)
    expect(invoice).not.toHaveProperty('confirmation_secret')
    expect(invoice).not.toHaveProperty('payments')
    const full = await account.stripe.invoices.retrieve(invoice.id, {
      expand: ['payments.data.payment.payment_intent', 'confirmation_secret'],
    })
    expect(full.payments?.data).toMatchObject([{ payment: { payment_intent: { status: 'succeeded' } } }])
    expect(full.confirmation_secret?.type).toBe('payment_intent')
  })

  it('that is open can be voided, and then nobody can pay it', async () => {
    const { invoice } = await failRenewal(0)
    expect(await account.stripe.invoices.voidInvoice(invoice.id)).toMatchObject({ status: 'void' })
    await expect(account.stripe.invoices.pay(invoice.id)).rejects.toThrow(/voided/)
  })

  it('that is given up as uncollectible can still be paid', async () => {
    const { invoice } = await failRenewal(0)
    expect(await account.stripe.invoices.markUncollectible(invoice.id)).toMatchObject({ status: 'uncollectible' })
    const paid = await account.stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_visa', off_session: false })
    expect(paid.status).toBe('paid')
  })

  it('can be finalized before its hour is over', async () => {
    const { subscription } = await subscribe(account)
    await account.simulator.advanceClock({ advance_months: 1 })
    const draft = invoiceOf(await retrieve(account, subscription.id))
    expect(await account.stripe.invoices.finalizeInvoice(draft.id)).toMatchObject({ status: 'open' })
  })

  it('can be paid outside Stripe, and renews the subscription all the same', async () => {
    const { invoice, subscription } = await failRenewal(0)
    const paid = await account.stripe.invoices.pay(invoice.id, { paid_out_of_band: true })
    expect(paid).toMatchObject({ status: 'paid', amount_paid_off_stripe: 990 })
    expect((await retrieve(account, subscription.id)).status).toBe('active')
  })

  it('takes along what was added for its customer', async () => {
    const { customer, subscription } = await subscribe(account)
    const item = await account.stripe.invoiceItems.create({
      customer: customer.id,
      amount: 250,
      currency: 'sgd',
      description: 'A sticker',
    })
    const other = await account.stripe.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'sgd' })
    await account.stripe.invoiceItems.del(other.id)
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const renewal = invoiceOf(await retrieve(account, subscription.id))
    expect(renewal).toMatchObject({ amount_paid: 1240, lines: { data: [{ description: 'A sticker' }, {}] } })
    expect((await account.stripe.invoiceItems.retrieve(item.id)).invoice).toBe(renewal.id)
  })
})

describe('a credit on the balance', () => {
  it('pays first, and is the customer’s again when the invoice is voided', async () => {
    const { customer, subscription } = await subscribe(account)
    await account.stripe.customers.createBalanceTransaction(customer.id, { amount: -400, currency: 'sgd' })
    await giveCard(account.stripe, customer.id, 'pm_card_chargeCustomerFail')
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    const renewal = invoiceOf(await retrieve(account, subscription.id))
    expect(renewal).toMatchObject({ starting_balance: -400, ending_balance: 0, total: 990, amount_due: 590 })
    await account.stripe.invoices.voidInvoice(renewal.id)
    const { data } = await account.stripe.customers.listBalanceTransactions(customer.id)
    expect(data.map(({ type, ending_balance }) => [type, ending_balance])).toEqual([
      ['unapplied_from_invoice', -400],
      ['applied_to_invoice', 0],
      ['adjustment', -400],
    ])
  })

  it('that covers everything leaves nothing to charge', async () => {
    const { customer, subscription } = await subscribe(account)
    await account.stripe.customers.createBalanceTransaction(customer.id, { amount: -2000, currency: 'sgd' })
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    expect(invoiceOf(await retrieve(account, subscription.id))).toMatchObject({
      status: 'paid',
      amount_due: 0,
      ending_balance: -1010,
      confirmation_secret: null,
    })
  })
})

describe('after the last retry', () => {
  it.each([
    ['cancel', 'canceled'],
    ['unpaid', 'unpaid'],
    ['past_due', 'past_due'],
  ] as const)('the setting %s makes the subscription %s', async (choice, status) => {
    account.simulator.act(({ world }) => chooseAfterRetries(world, choice))
    expect((await failRenewal(8)).failed.status).toBe(status)
  })

  it.each(['unpaid', 'past_due'] as const)('%s, it is active again once the open invoice is paid', async (choice) => {
    account.simulator.act(({ world }) => chooseAfterRetries(world, choice))
    const { invoice, subscription } = await failRenewal(8)
    await account.stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_visa', off_session: false })
    expect((await retrieve(account, subscription.id)).status).toBe('active')
  })

  it('unpaid, its renewals stay drafts that nobody collects', async () => {
    account.simulator.act(({ world }) => chooseAfterRetries(world, 'unpaid'))
    const { subscription } = await failRenewal(8)
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    expect(await retrieve(account, subscription.id)).toMatchObject({
      status: 'unpaid',
      latest_invoice: { status: 'draft', auto_advance: false },
    })
  })
})
