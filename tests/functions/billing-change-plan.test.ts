import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { addCard, beginTrial, buyPlan, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'
import { buildTransactionFact, recordAppStore } from '../support/records.ts'

const billing = setUpBilling()
const day = 86_400

const moveDays = (days: number) => billing().simulator.advanceClock({ advance_seconds: days * day })

async function previewAndChange(userId: string, planId: string) {
  const { call } = billing()
  const preview = (await call(userId, 'preview-change', { plan_id: planId })).body
  const changed = await call(userId, 'change-plan', { plan_id: planId, proration_date: preview.proration_date })
  return { preview, changed }
}

async function newestInvoice(userId: string) {
  const [row] = await billing().sql`
    select invoice_id as id, status, amount_due, amount_paid from public.invoices
    where user_id = ${userId} order by created_at desc, invoice_id desc limit 1`
  return row
}

describe('an upgrade', () => {
  it('charges to the cent what the preview said, an hour later too, and opens the plan at once', async () => {
    const { call } = billing()
    const userId = await buyPlan(billing(), 'standard')
    await moveDays(10)
    const preview = (await call(userId, 'preview-change', { plan_id: 'premium' })).body
    expect(preview).toMatchObject({ change: 'upgrade', takes_effect: 'now', credit: 0, next_amount: 1590 })
    await billing().simulator.advanceClock({ advance_seconds: 3000 })
    const change = { plan_id: 'premium', proration_date: preview.proration_date }
    expect((await call(userId, 'change-plan', change)).body).toEqual({ kind: 'done', takes_effect: 'now' })
    expect(await newestInvoice(userId)).toMatchObject({ status: 'paid', amount_paid: preview.amount_due })
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ plan_id: 'premium', pending_plan_id: null })
    expect(await call(userId, 'change-plan', change)).toMatchObject({ status: 409, body: { code: 'same_plan' } })
  })

  it('by two clicks at once is charged once', async () => {
    const { call, requests, sql } = billing()
    const userId = await buyPlan(billing(), 'standard')
    await moveDays(3)
    const { body } = await call(userId, 'preview-change', { plan_id: 'premium' })
    requests.length = 0
    const change = () => call(userId, 'change-plan', { plan_id: 'premium', proration_date: body.proration_date })
    const answers = await Promise.all([change(), change()])
    expect(answers[0]?.status).toBe(200)
    const invoices = await sql`
      select amount_paid from public.invoices where user_id = ${userId} and billing_reason = 'subscription_update'`
    expect([...invoices]).toEqual([{ amount_paid: body.amount_due }])
  })

  it('that a card declines waits with the old plan open, until another card pays it', async () => {
    const { call, browser, hear } = billing()
    const userId = await buyPlan(billing(), 'standard', cardNumbers.failsLater)
    await moveDays(3)
    const { changed } = await previewAndChange(userId, 'premium')
    expect(changed.body).toMatchObject({ kind: 'payment', invoice_id: expect.stringMatching(/^in_/) })
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({
      plan_id: 'standard',
      pending_plan_id: 'premium',
    })
    expect(await call(userId, 'preview-change', { plan_id: 'premium' })).toMatchObject({
      status: 409,
      body: { code: 'change_pending' },
    })
    const opened = await call(userId, 'invoices/payment')
    expect(opened.body).toMatchObject({
      invoice_id: changed.body.invoice_id,
      client_secret: changed.body.client_secret,
    })
    expect((await browser.confirmPayment(changed.body.client_secret, cardNumbers.mastercard)).status).toBe(200)
    await call(userId, 'refresh')
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ plan_id: 'premium', pending_plan_id: null })
    await hear()
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ plan_id: 'premium', pending_plan_id: null })
  })

  it('whose answer was lost is not charged a second time', async () => {
    const { call, database } = billing()
    const userId = await buyPlan(billing(), 'standard')
    await moveDays(3)
    const { body: preview } = await call(userId, 'preview-change', { plan_id: 'premium' })
    database.failNext('billing.record_stripe_subscription')
    const change = { plan_id: 'premium', proration_date: preview.proration_date }
    expect((await call(userId, 'change-plan', change)).status).toBe(500)
    expect((await call(userId, 'change-plan', change)).body).toEqual({ kind: 'done', takes_effect: 'now' })
    const [invoice, ...others] = await billing().sql`
      select amount_paid from public.invoices where user_id = ${userId} and billing_reason = 'subscription_update'`
    expect([invoice, others]).toEqual([{ amount_paid: preview.amount_due }, []])
  })

  it('without a preview of this hour is refused', async () => {
    const { call } = billing()
    const userId = await buyPlan(billing(), 'standard')
    await moveDays(2)
    const { body } = await call(userId, 'preview-change', { plan_id: 'premium' })
    const now = Number(body.proration_date)
    for (const proration_date of [undefined, null, now - 3700, now + 600, now - 3 * day]) {
      expect(await call(userId, 'change-plan', { plan_id: 'premium', proration_date })).toMatchObject({
        status: 409,
        body: { code: 'preview_expired' },
      })
    }
    expect((await readOwnSubscription(billing(), userId))?.plan_id).toBe('standard')
  })
})

describe('a downgrade', () => {
  it('is credited at once, and the account shows it without a webhook', async () => {
    const { sql } = billing()
    const userId = await buyPlan(billing(), 'premium')
    await moveDays(10)
    const { preview, changed } = await previewAndChange(userId, 'standard')
    expect(preview).toMatchObject({ change: 'downgrade', amount_due: 0, next_amount: 990 - Number(preview.credit) })
    expect(changed.body).toEqual({ kind: 'done', takes_effect: 'now' })
    expect((await readOwnSubscription(billing(), userId))?.plan_id).toBe('standard')
    const [account] = await sql`select balance from public.billing_accounts where user_id = ${userId}`
    expect(account).toEqual({ balance: preview.credit })
  })

  it('at the end of the period is planned, refused twice, and taken back', async () => {
    const { sql, call, stripe } = billing()
    await sql`update billing.settings set downgrade_takes_effect = 'period_end'`
    const userId = await buyPlan(billing(), 'premium')
    const { preview, changed } = await previewAndChange(userId, 'standard')
    expect(preview).toMatchObject({
      takes_effect: 'period_end',
      effective_at: preview.next_charge_at,
      amount_due: 0,
      credit: 0,
      next_amount: 990,
      proration_date: null,
    })
    expect(changed.body).toEqual({ kind: 'done', takes_effect: 'period_end' })
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ plan_id: 'premium', next_plan_id: 'standard' })
    expect((await previewAndChange(userId, 'standard')).changed.body).toMatchObject({ code: 'change_pending' })
    for (let time = 1; time <= 2; time++) expect((await call(userId, 'keep-plan')).body).toEqual({ kind: 'done' })
    const row = await readOwnSubscription(billing(), userId)
    expect(row).toMatchObject({ plan_id: 'premium', next_plan_id: null })
    expect((await stripe.subscriptions.retrieve(row?.id)).schedule).toBeNull()
    await sql`update billing.settings set downgrade_takes_effect = 'now'`
  })

  it('goes on where a process died between the two calls that plan it', async () => {
    const { sql, stripe } = billing()
    await sql`update billing.settings set downgrade_takes_effect = 'period_end'`
    const userId = await buyPlan(billing(), 'premium')
    const { id } = (await readOwnSubscription(billing(), userId)) as { id: string }
    await stripe.subscriptionSchedules.create({ from_subscription: id })
    expect((await previewAndChange(userId, 'standard')).changed.body).toEqual({
      kind: 'done',
      takes_effect: 'period_end',
    })
    expect((await readOwnSubscription(billing(), userId))?.next_plan_id).toBe('standard')
    await sql`update billing.settings set downgrade_takes_effect = 'now'`
  })

  it('that is planned goes when the subscription is cancelled', async () => {
    const { sql, call } = billing()
    await sql`update billing.settings set downgrade_takes_effect = 'period_end'`
    const userId = await buyPlan(billing(), 'premium')
    await previewAndChange(userId, 'standard')
    expect((await call(userId, 'cancel')).body).toMatchObject({ will_renew: false })
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({ next_plan_id: null, will_renew: false })
    await sql`update billing.settings set downgrade_takes_effect = 'now'`
  })
})

describe('a change in a trial', () => {
  it('is free and keeps the end of the trial', async () => {
    const userId = await beginTrial(billing())
    const before = await readOwnSubscription(billing(), userId)
    const { preview, changed } = await previewAndChange(userId, 'standard')
    expect(preview).toMatchObject({
      change: 'trial_switch',
      amount_due: 0,
      credit: 0,
      next_amount: 990,
      proration_date: null,
    })
    expect(changed.body).toEqual({ kind: 'done', takes_effect: 'now' })
    expect(await readOwnSubscription(billing(), userId)).toMatchObject({
      plan_id: 'standard',
      period_type: 'trial',
      expires_at: before?.expires_at,
    })
  })
})

describe('a change that is not possible', () => {
  const refusals: [string, () => Promise<string>, string, string][] = [
    ['to the same plan', () => buyPlan(billing(), 'premium'), 'premium', 'same_plan'],
    ['to a plan that does not exist', () => buyPlan(billing(), 'premium'), 'gold', 'plan_not_found'],
    ['of nothing', () => createUser(billing().sql), 'premium', 'subscription_not_found'],
    ['of what the App Store sells', subscribeInApp, 'standard', 'managed_in_app_store'],
    ['of what ends', cancelPlan, 'premium', 'subscription_ending'],
    ['while a payment is overdue', fallBehind, 'premium', 'payment_overdue'],
  ]
  it.each(refusals)(
    '%s is refused with its reason, in the preview and in the act',
    async (_name, begin, planId, code) => {
      const userId = await begin()
      for (const path of ['preview-change', 'change-plan']) {
        expect((await billing().call(userId, path, { plan_id: planId })).body).toMatchObject({ code })
      }
    },
  )

  it('is refused by what Stripe says now, where no webhook has come yet', async () => {
    const { call, stripe } = billing()
    const userId = await buyPlan(billing(), 'standard')
    const { id } = (await readOwnSubscription(billing(), userId)) as { id: string }
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    expect((await call(userId, 'preview-change', { plan_id: 'premium' })).body.code).toBe('subscription_ending')
    expect((await readOwnSubscription(billing(), userId))?.will_renew).toBe(false)
  })
})

async function subscribeInApp(): Promise<string> {
  const userId = await createUser(billing().sql)
  const fact = buildTransactionFact({ transaction_id: '7101', app_account_token: userId })
  await recordAppStore(billing().sql, fact, null)
  return userId
}

async function cancelPlan(): Promise<string> {
  const userId = await buyPlan(billing(), 'standard')
  await billing().call(userId, 'cancel')
  return userId
}

/** The renewal is declined. */
async function fallBehind(): Promise<string> {
  const userId = await buyPlan(billing(), 'standard')
  const { body } = await addCard(billing(), userId, cardNumbers.failsLater)
  await billing().call(userId, 'cards/default', { payment_method_id: body.payment_method_id })
  await moveDays(32)
  await billing().call(userId, 'refresh')
  return userId
}
