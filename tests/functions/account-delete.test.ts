import { describe, expect, it } from 'vitest'
import { findTraces } from '../support/account/find-traces.ts'
import { setUpAccount } from '../support/account/set-up-account.ts'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { addCard, beginTrial, buyPlan, customerOf } from '../support/billing/buy.ts'

const account = setUpAccount()
const deleted = { deleted: true, has_app_store_subscription: false }

async function isThere(userId: string): Promise<boolean> {
  return (await account().sql`select from auth.users where id = ${userId}`).length === 1
}

async function subscriptionsAtStripe(customer: string) {
  const { data } = await account().stripe.subscriptions.list({ customer, status: 'all' })
  return data.map(({ status }) => status)
}

describe('deleting an account', () => {
  it('of somebody who never bought anything asks nothing of Stripe', async () => {
    const userId = await createUser(account().sql)
    expect(await account().ask(userId, 'delete')).toEqual({ status: 200, body: deleted })
    expect(await isThere(userId)).toBe(false)
    expect(account().requests).toEqual([])
    expect(await findTraces(account().sql, userId)).toEqual([])
  })

  it('ends the subscription at Stripe and deletes the customer there, before anything else goes', async () => {
    const { sql, stripe, ask } = account()
    const userId = await buyPlan(account())
    const customer = await customerOf(account(), userId)
    expect(await ask(userId, 'delete')).toEqual({ status: 200, body: deleted })
    expect(await subscriptionsAtStripe(customer)).toEqual(['canceled'])
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
    expect(await isThere(userId)).toBe(false)
    const rights = await sql`select from public.entitlements where user_id = ${userId}`
    expect(rights).toHaveLength(0)
  })

  it('charges and gives back nothing for the time that is left', async () => {
    const { sql, stripe, ask } = account()
    const userId = await buyPlan(account())
    const customer = await customerOf(account(), userId)
    const before = (await stripe.invoices.list({ customer })).data.map(({ id, status, total }) => ({
      id,
      status,
      total,
    }))
    await ask(userId, 'delete')
    const after = (await stripe.invoices.list({ customer })).data.map(({ id, status, total }) => ({
      id,
      status,
      total,
    }))
    expect(after).toEqual(before)
    expect(await sql`select status from public.invoices where store_customer_id = ${customer}`).toEqual([
      { status: 'paid' },
    ])
  })

  it('keeps what was sold, when and for how much, and nothing that says to whom', async () => {
    const { sql, ask, hear } = account()
    const userId = await buyPlan(account())
    await addCard(account(), userId, cardNumbers.mastercard)
    await hear()
    const customer = await customerOf(account(), userId)
    const email = `${userId}@example.com`
    expect(await findTraces(sql, email)).not.toEqual([])
    await ask(userId, 'delete')
    expect(await findTraces(sql, userId)).toEqual([])
    expect(await findTraces(sql, email)).toEqual([])
    const [invoice] = await sql`select * from public.invoices where store_customer_id = ${customer}`
    expect(invoice).toMatchObject({
      user_id: null,
      status: 'paid',
      amount_paid: 1590,
      currency: 'sgd',
      card_brand: null,
      card_last4: null,
      hosted_url: null,
      pdf_url: null,
    })
    const cards = await sql`
      select from billing.stripe_payment_methods where store_customer_id = ${customer} and coalesce(last4, fingerprint) is not null`
    expect(cards).toHaveLength(0)
    const charges = await sql`
      select from billing.stripe_charges where payment_intent_id in (
        select payment_intent_id from billing.stripe_invoice_payments where invoice_id = ${invoice?.invoice_id})
      and card_last4 is not null`
    expect(charges).toHaveLength(0)
  })

  it('keeps the trial as hashes, so that a new account with the same address gets no second one', async () => {
    const { sql, call, ask } = account()
    const userId = await beginTrial(account())
    const [{ email } = { email: '' }] = await sql<
      { email: string }[]
    >`select email from auth.users where id = ${userId}`
    await ask(userId, 'delete')
    const again = await createUser(sql, { email })
    expect(await sql`select billing.is_trial_allowed(${again}) as allowed`).toEqual([{ allowed: false }])
    expect((await call(again, 'subscribe', { plan_id: 'premium' })).body).toMatchObject({ kind: 'payment' })
  })

  it('ends what is half paid: a tab that is still open can pay for nothing', async () => {
    const { sql, call, ask, browser, stripe } = account()
    const userId = await createUser(sql)
    const plan = await call(userId, 'subscribe', { plan_id: 'premium', trial: false })
    const extra = await call(userId, 'extras/buy', { extra_id: 'workshop' })
    const customer = await customerOf(account(), userId)
    expect(await ask(userId, 'delete')).toEqual({ status: 200, body: deleted })
    expect((await browser.confirmPayment(plan.body.client_secret)).status).not.toBe(200)
    expect((await browser.confirmPayment(extra.body.client_secret)).status).not.toBe(200)
    const intents = (await stripe.paymentIntents.list({ customer })).data
    expect(intents.map(({ status }) => status).sort()).toEqual(['canceled', 'canceled'])
  })

  it('owes a mail to the address that goes, without saying whose account it was', async () => {
    const { sql, ask } = account()
    const email = 'leaving@example.com'
    const userId = await createUser(sql, { email })
    await ask(userId, 'delete')
    const mails = await sql`select kind, user_id, facts, key from billing.owed_mails where email = ${email}`
    expect(mails).toMatchObject([{ kind: 'account_deleted', user_id: null, facts: { app_store_goes_on: false } }])
    expect(mails[0]?.key).not.toContain(userId)
  })

  it('is refused without a token', async () => {
    expect(await account().ask(null, 'delete')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  })

  it('says in the log who went by a hash alone', async () => {
    const userId = await buyPlan(account())
    await account().ask(userId, 'delete')
    const lines = account().logLines.join('\n')
    expect(lines).toContain('Account deleted')
    expect(lines).not.toContain(userId)
    expect(lines).not.toMatch(/@example\.com|cus_\w{4,}/)
  })
})
