import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CARDS } from './buy.ts'
import { sendCard, sendForm } from './open-checkout.ts'
import { type Account, startAccount } from './start-account.ts'
import { subscribe } from './subscribers.ts'

let account: Account
beforeAll(async () => {
  account = await startAccount()
})
afterAll(() => account.close())

const RETURN_URL = 'https://tandem.example/account'

async function openPortal(flow_data?: Stripe.BillingPortal.SessionCreateParams.FlowData) {
  const bought = await subscribe(account)
  const session = await account.stripe.billingPortal.sessions.create({
    customer: bought.customer.id,
    return_url: RETURN_URL,
    ...(flow_data && { flow_data }),
  })
  return { ...bought, session }
}
const readSubscription = (id: string) => account.stripe.subscriptions.retrieve(id)
const readDefault = async (id: string) => {
  const customer = (await account.stripe.customers.retrieve(id)) as Stripe.Customer
  return customer.invoice_settings.default_payment_method
}

describe('the customer portal', () => {
  it('shows the plan, the card and the invoices, and the way back', async () => {
    const { session } = await openPortal()
    const page = await (await fetch(session.url)).text()
    for (const text of ['Tandem Standard', 'Visa •••• 4242', '/invoice/', RETURN_URL]) expect(page).toContain(text)
  })

  it('cancels by a date, not by the flag, and takes it back', async () => {
    const { session, subscription, item } = await openPortal()
    const acts = `${session.url}/subscriptions/${subscription.id}`
    expect((await sendForm(`${acts}/cancel`, { feedback: 'unused' })).status).toBe(303)
    expect(await readSubscription(subscription.id)).toMatchObject({
      cancel_at: item.current_period_end,
      cancel_at_period_end: false,
      cancellation_details: { feedback: 'unused', reason: 'cancellation_requested' },
    })
    await sendForm(`${acts}/resume`, {})
    expect(await readSubscription(subscription.id)).toMatchObject({ cancel_at: null, canceled_at: null })
  })

  it('adds a card, which becomes the default, and another becomes it when chosen', async () => {
    const { session, customer } = await openPortal()
    const before = await readDefault(customer.id)
    await sendCard(`${session.url}/cards`, '5555 5555 5555 4444')
    const after = await readDefault(customer.id)
    expect(after).not.toBe(before)
    await sendForm(`${session.url}/cards/${before}/default`, {})
    expect(await readDefault(customer.id)).toBe(before)
  })

  it('lets the bank ask before a card is added', async () => {
    const { session, customer } = await openPortal()
    const before = await readDefault(customer.id)
    const asked = await sendCard(`${session.url}/cards`, CARDS.asksForAuthentication)
    const bank = new URL(asked.headers.get('location')!, account.origin)
    expect(await (await fetch(bank)).text()).toContain('3D Secure')
    expect(await readDefault(customer.id)).toBe(before)
    await sendForm(bank.href, { outcome: 'succeeded' })
    expect(await readDefault(customer.id)).not.toBe(before)
  })

  it('tells a declined card, and adds nothing', async () => {
    const { session, customer } = await openPortal()
    const declined = await sendCard(`${session.url}/cards`, CARDS.insufficientFunds)
    expect([declined.status, await declined.text()]).toEqual([402, expect.stringContaining('insufficient funds')])
    expect((await account.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1)
  })

  it('touches nothing that belongs to somebody else', async () => {
    const { session } = await openPortal()
    const other = await subscribe(account)
    const answer = await sendForm(`${session.url}/subscriptions/${other.subscription.id}/cancel`, {})
    expect(answer.status).toBe(402)
    expect((await readSubscription(other.subscription.id)).cancel_at).toBeNull()
    expect((await fetch(`${account.origin}/portal/guessed`)).status).toBe(404)
  })

  it('shows one thing only when it is opened for one thing, and then goes where it was told', async () => {
    const bought = await subscribe(account)
    const session = await account.stripe.billingPortal.sessions.create({
      customer: bought.customer.id,
      return_url: RETURN_URL,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: bought.subscription.id },
        after_completion: { type: 'redirect', redirect: { return_url: `${RETURN_URL}?done` } },
      },
    })
    const page = await (await fetch(session.url)).text()
    expect(page).toContain('Cancel at the end of the period')
    expect(page).not.toContain('Payment methods')
    const done = await sendForm(`${session.url}/subscriptions/${bought.subscription.id}/cancel`, {})
    expect(done.headers.get('location')).toBe(`${RETURN_URL}?done`)
    const { session: adding } = await openPortal({ type: 'payment_method_update' })
    expect(await (await fetch(adding.url)).text()).toContain('Add card')
  })

  it.each([
    [{ type: 'subscription_cancel' } as const, /Missing required param/],
    [{ type: 'pay' as never }, /must be one of/],
  ])('is refused for the flow %j', async (flow, message) => {
    await expect(openPortal(flow)).rejects.toThrow(message)
  })
})
