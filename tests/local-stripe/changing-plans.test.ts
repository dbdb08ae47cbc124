import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CARDS, payInBrowser } from './buy.ts'
import { type Account, DAY, HOUR, startAccount } from './start-account.ts'
import { giveCard, linesOf, PREMIUM, retrieve, STANDARD, subscribe } from './subscribers.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

type Subscribed = Awaited<ReturnType<typeof subscribe>>

/** Halfway through the period, to the second. */
async function waitForHalf({ item }: Subscribed): Promise<number> {
  const half = (item.current_period_end - item.current_period_start) / 2
  await account.simulator.advanceClock({ advance_seconds: Math.floor(half) })
  return item.current_period_start + Math.floor(half)
}

const change = ({ subscription, item }: Subscribed, params: Stripe.SubscriptionUpdateParams, price = PREMIUM) =>
  account.stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price }],
    expand: ['latest_invoice.confirmation_secret'],
    ...params,
  })
const invoiceOf = (subscription: Stripe.Subscription) => subscription.latest_invoice as Stripe.Invoice
const priceOf = (subscription: Stripe.Subscription) => subscription.items.data[0]!.price.id

describe('an upgrade that is charged at once', () => {
  it('costs the rest of the new plan less the rest of the old one', async () => {
    const bought = await subscribe(account)
    const at = await waitForHalf(bought)
    const upgraded = await change(bought, { proration_behavior: 'always_invoice', proration_date: at })
    const day = new Date(at * 1000).toUTCString().slice(5, 16)
    expect(linesOf(invoiceOf(upgraded))).toEqual([
      [-495, `Unused time on Tandem Standard after ${day}`],
      [795, `Remaining time on Tandem Premium after ${day}`],
    ])
    expect(invoiceOf(upgraded)).toMatchObject({
      status: 'paid',
      amount_paid: 300,
      billing_reason: 'subscription_update',
    })
    expect(invoiceOf(upgraded).lines.data[0]).toMatchObject({
      discountable: false,
      parent: {
        subscription_item_details: {
          proration: true,
          proration_details: { credited_items: { invoice: bought.invoice.id } },
        },
      },
    })
  })

  it('is what the preview said, to the cent and to the line, also an hour later', async () => {
    const bought = await subscribe(account)
    const at = (await waitForHalf(bought)) - 12_345
    const { data: before } = await account.stripe.events.list()
    const preview = await account.stripe.invoices.createPreview({
      customer: bought.customer.id,
      subscription: bought.subscription.id,
      subscription_details: {
        items: [{ id: bought.item.id, price: PREMIUM }],
        proration_behavior: 'always_invoice',
        proration_date: at,
      },
    })
    const { data: after } = await account.stripe.events.list()
    await account.simulator.advanceClock({ advance_seconds: HOUR })
    const charged = invoiceOf(await change(bought, { proration_behavior: 'always_invoice', proration_date: at }))
    expect(preview).toMatchObject({ id: expect.stringMatching(/^upcoming_in_/), amount_due: charged.amount_paid })
    expect(preview.parent?.subscription_details?.subscription_proration_date).toBe(at)
    expect(linesOf(preview)).toEqual(linesOf(charged))
    expect(after[0]?.id).toBe(before[0]?.id)
  })

  it('puts the subscription past due when it is applied before it is paid', async () => {
    const bought = await subscribe(account)
    await giveCard(account.stripe, bought.customer.id, 'pm_card_chargeCustomerFail')
    const upgraded = await change(bought, { proration_behavior: 'always_invoice' })
    expect(upgraded.status).toBe('past_due')
    expect(priceOf(upgraded)).toBe(PREMIUM)
    expect(invoiceOf(upgraded).next_payment_attempt).toEqual(expect.any(Number))
  })

  it('can be made conditional on the payment: it fails and nothing is changed', async () => {
    const bought = await subscribe(account)
    await giveCard(account.stripe, bought.customer.id, 'pm_card_chargeCustomerFail')
    await expect(
      change(bought, { proration_behavior: 'always_invoice', payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' })
    const after = await retrieve(account, bought.subscription.id)
    expect([after.status, priceOf(after), invoiceOf(after).id]).toEqual(['active', STANDARD, bought.invoice.id])
  })
})

describe('an upgrade that waits for its payment', () => {
  const pending = { proration_behavior: 'always_invoice', payment_behavior: 'pending_if_incomplete' } as const

  it('is applied at once when the card pays', async () => {
    const upgraded = await change(await subscribe(account), pending)
    expect([upgraded.pending_update, priceOf(upgraded), upgraded.status]).toEqual([null, PREMIUM, 'active'])
  })

  it('keeps the old plan until the person has authenticated', async () => {
    const bought = await subscribe(account)
    await giveCard(account.stripe, bought.customer.id, 'pm_card_authenticationRequired')
    const asked = await change(bought, pending)
    const invoice = invoiceOf(asked)
    expect([priceOf(asked), asked.status, invoice.status]).toEqual([STANDARD, 'active', 'open'])
    expect(asked.pending_update).toMatchObject({
      expires_at: expect.any(Number),
      subscription_items: [{ price: { id: PREMIUM } }],
    })
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_.*_secret_/)
    await account.stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_visa', off_session: false })
    const applied = await retrieve(account, bought.subscription.id)
    expect([applied.pending_update, priceOf(applied)]).toEqual([null, PREMIUM])
    await account.simulator.settle()
    expect(account.endpoint.types()).toContain('customer.subscription.pending_update_applied')
  })

  it('is paid in the browser with another card, on the same secret', async () => {
    const bought = await subscribe(account)
    await giveCard(account.stripe, bought.customer.id, 'pm_card_chargeCustomerFail')
    const { confirmation_secret: secret } = invoiceOf(await change(bought, pending))
    await payInBrowser(account, secret!.client_secret, CARDS.good)
    const applied = await retrieve(account, bought.subscription.id)
    expect([applied.pending_update, priceOf(applied)]).toEqual([null, PREMIUM])
  })

  it('expires after 23 hours, and its invoice with it', async () => {
    const bought = await subscribe(account)
    await giveCard(account.stripe, bought.customer.id, 'pm_card_chargeCustomerFail')
    const invoice = invoiceOf(await change(bought, pending))
    await account.simulator.advanceClock({ advance_seconds: 23 * HOUR + 60 })
    const after = await retrieve(account, bought.subscription.id)
    expect([after.pending_update, priceOf(after), after.status]).toEqual([null, STANDARD, 'active'])
    expect((await account.stripe.invoices.retrieve(invoice.id)).status).toBe('void')
    expect(account.endpoint.types()).toContain('customer.subscription.pending_update_expired')
  })

  it('refuses what cannot wait', async () => {
    const bought = await subscribe(account)
    await expect(change(bought, { ...pending, metadata: { note: 'x' } })).rejects.toMatchObject({ param: 'metadata' })
  })

  it('does not credit a price that was never paid', async () => {
    const bought = await subscribe(account)
    const { id } = await giveCard(account.stripe, bought.customer.id, 'pm_card_chargeCustomerFail')
    await change(bought, pending)
    await account.stripe.paymentMethods.detach(id)
    await giveCard(account.stripe, bought.customer.id, 'pm_card_visa')
    const again = invoiceOf(await change(bought, pending))
    expect(again.lines.data.map(({ amount }) => amount)).toEqual([-990, 1590])
  })
})

describe('a downgrade', () => {
  it('invoiced at once becomes a credit, which pays part of the next renewal', async () => {
    const bought = await subscribe(account, { price: PREMIUM })
    const at = await waitForHalf(bought)
    const down = await change(bought, { proration_behavior: 'always_invoice', proration_date: at }, STANDARD)
    expect(invoiceOf(down)).toMatchObject({
      status: 'paid',
      total: -300,
      amount_due: 0,
      starting_balance: 0,
      ending_balance: -300,
    })
    const customer = await account.stripe.customers.retrieve(bought.customer.id)
    const { data } = await account.stripe.customers.listBalanceTransactions(bought.customer.id)
    expect(customer).toMatchObject({ balance: -300 })
    expect(data).toMatchObject([{ type: 'applied_to_invoice', amount: -300, ending_balance: -300 }])
    await account.simulator.advanceClock({ advance_seconds: 20 * DAY })
    expect(invoiceOf(await retrieve(account, bought.subscription.id))).toMatchObject({
      total: 990,
      starting_balance: -300,
      ending_balance: 0,
      amount_paid: 690,
    })
  })

  it('left pending joins the next invoice', async () => {
    const bought = await subscribe(account, { price: PREMIUM })
    const at = await waitForHalf(bought)
    const down = await change(bought, { proration_date: at }, STANDARD)
    expect(invoiceOf(down).id).toBe(bought.invoice.id)
    const next = await account.stripe.invoices.createPreview({ subscription: bought.subscription.id })
    expect(next.lines.data.map(({ amount }) => amount)).toEqual([-795, 495, 990])
    await account.simulator.advanceClock({ advance_seconds: 20 * DAY })
    const renewal = invoiceOf(await retrieve(account, bought.subscription.id))
    expect([linesOf(renewal), renewal.amount_paid]).toEqual([linesOf(next), 690])
  })

  it('after an upgrade that was not billed credits only what was: the example of Stripe', async () => {
    const bought = await subscribe(account)
    await change(bought, { proration_behavior: 'none' })
    await waitForHalf(bought)
    const down = await change(bought, { proration_behavior: 'always_invoice' }, STANDARD)
    expect(invoiceOf(down).lines.data.map(({ amount }) => amount)).toEqual([-495, 495])
    expect(invoiceOf(down).total).toBe(0)
  })

  it('after two changes in one period credits each charge once', async () => {
    const bought = await subscribe(account)
    const at = await waitForHalf(bought)
    await change(bought, { proration_behavior: 'always_invoice', proration_date: at })
    const back = await change(bought, { proration_behavior: 'always_invoice', proration_date: at }, STANDARD)
    expect(invoiceOf(back).lines.data.map(({ amount }) => amount)).toEqual([-795, 495])
  })
})

it('credits each customer what that customer was charged', async () => {
  const first = await subscribe(account)
  const second = await subscribe(account, { price: PREMIUM })
  await change(first, { proration_behavior: 'always_invoice' })
  const down = await change(second, { proration_behavior: 'always_invoice' }, STANDARD)
  expect(invoiceOf(down).lines.data.map(({ amount }) => amount)).toEqual([-1590, 990])
})

it('may leave the payment to the page, and is past due until it is made', async () => {
  const bought = await subscribe(account)
  const changed = await change(bought, { proration_behavior: 'always_invoice', payment_behavior: 'default_incomplete' })
  expect([changed.status, invoiceOf(changed).status, invoiceOf(changed).attempted]).toEqual(['past_due', 'open', false])
  await account.stripe.invoices.pay(invoiceOf(changed).id)
  expect((await retrieve(account, bought.subscription.id)).status).toBe('active')
})

it('takes the switch for taxes, and computes none', async () => {
  const bought = await subscribe(account, { automatic_tax: { enabled: true } })
  expect(bought.subscription.automatic_tax.enabled).toBe(true)
  expect(bought.invoice).toMatchObject({ automatic_tax: { enabled: true, status: 'complete' }, total_taxes: [] })
})

it('with a new anchor begins a full period, less what is left of the old one', async () => {
  const bought = await subscribe(account)
  await waitForHalf(bought)
  const changed = await change(bought, { billing_cycle_anchor: { type: 'now' } })
  expect(invoiceOf(changed).lines.data.map(({ amount }) => amount)).toEqual([-495, 1590])
  expect(changed.items.data[0]!.current_period_start).toBe(changed.billing_cycle_anchor)
})

it('says what a renewal will cost a week before, without an id', async () => {
  const { item, subscription } = await subscribe(account)
  await account.simulator.advanceClock({ advance_seconds: item.current_period_end - 7 * DAY - subscription.created })
  const upcoming = account.endpoint.received.find(({ type }) => type === 'invoice.upcoming')
  expect(upcoming?.created).toBe(item.current_period_end - 7 * DAY)
  expect(upcoming?.data.object).toMatchObject({ amount_due: 990, billing_reason: 'upcoming' })
  expect(upcoming?.data.object).not.toHaveProperty('id')
})
