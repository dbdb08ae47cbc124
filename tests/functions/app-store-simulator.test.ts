import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { products } from '../support/app-store/create-subscriber.ts'
import { readRights } from '../support/app-store/read-app-store.ts'
import { setUpSimulatedStore } from '../support/app-store/set-up-simulated-store.ts'
import { buildReport, recordStripe } from '../support/records.ts'

const store = setUpSimulatedStore()
const both = ['premium', 'standard']
const newUser = () => createUser(store().sql)
const rightsOf = (userId: string) => readRights(store().sql, userId)
const newAccount = () => `Apple Account ${randomUUID()}`

async function buy(account: string, userId: string | null, more: object = {}) {
  const body = { apple_account: account, product_id: products.premium, ...more }
  return store().storeKit('purchase', userId ? { ...body, app_account_token: userId } : body)
}

const readUnfinished = async (account: string) => {
  const answer = await store().storeKit(`unfinished?apple_account=${encodeURIComponent(account)}`)
  return answer.transactions as Awaited<ReturnType<typeof buy>>[]
}

it('what the App Store could not deliver is found in its history, and nothing is asked for twice', async () => {
  const userId = await newUser()
  await store().simulator.setFaults({ drop: 1 })
  await buy(newAccount(), userId)
  await store().settle()
  expect(await rightsOf(userId)).toEqual([])
  expect(await store().reconcile()).toMatchObject([200, { notifications: 1, is_complete: true }])
  expect(await rightsOf(userId)).toEqual(both)
  expect(await store().reconcile()).toMatchObject([200, { notifications: 0, checks: 0, is_complete: true }])
})

it('a purchase by an offer code is bound to who hands it in; its renewals carry their token', async () => {
  const userId = await newUser()
  const account = newAccount()
  await store().storeKit('redeem-offer-code', { apple_account: account, code: 'RIDEAPPLE' })
  await store().settle()
  expect(await rightsOf(userId)).toEqual([])
  const [bought] = await readUnfinished(account)
  if (!bought) throw new Error('Nothing was bought.')
  expect(await store().handIn(bought, userId)).toMatchObject([200, { outcome: 'applied' }])
  await store().settle()
  expect(await rightsOf(userId)).toEqual(both)

  await store().simulator.act(bought.transaction_id, 'renew')
  await store().settle()
  const tokens = await store().sql`
    select app_account_token, fact ->> 'transaction_reason' as reason from billing.app_store_transactions
    where original_transaction_id = ${bought.transaction_id} order by purchased_at`
  expect(tokens).toEqual([
    { app_account_token: null, reason: 'PURCHASE' },
    { app_account_token: userId, reason: 'RENEWAL' },
  ])
})

it('a trial on the web is the only one: the App Store sells at the full price', async () => {
  const [veteran, newcomer] = [await newUser(), await newUser()]
  const trial = { period_type: 'trial', status: 'expired', will_renew: false, expires_at: '2026-11-01T00:00:00Z' }
  await recordStripe(store().sql, buildReport({ ...trial, started_at: '2026-10-25T00:00:00Z', user_id: veteran }))
  const prices = []
  for (const userId of [veteran, newcomer]) {
    const account = newAccount()
    const app = await store().storeKit(`app-transaction?apple_account=${encodeURIComponent(account)}`)
    const [, offer] = await store().askOffer(
      { plan_id: 'premium', signed_app_transaction: app.app_transaction },
      userId,
    )
    const eligibility = { introductory_offer_eligibility: offer.introductory_offer_eligibility }
    expect(await store().handIn(await buy(account, userId, eligibility), userId)).toMatchObject([200, {}])
    const [row] = await store()
      .sql`select price, period_type from public.subscriptions where user_id = ${userId} and store = 'app_store'`
    prices.push([offer.trial_allowed, row?.period_type, row?.price])
  }
  expect(prices).toEqual([
    [false, 'normal', 1590],
    [true, 'trial', 0],
  ])
})

it('an answer to a refund request is one that Apple takes, and it asks no more', async () => {
  const userId = await newUser()
  await store().sql`insert into public.refund_consents (user_id, consented) values (${userId}, true)`
  const account = newAccount()
  const purchases = [await buy(account, userId), await buy(account, userId, { product_id: products.workshop })]
  await store().settle()
  for (const { transaction_id } of purchases) {
    await store().storeKit('refund-request', { apple_account: account, transaction_id, reason: 'OTHER' })
    await store().settle()
  }
  const outcomes = await store().sql`select outcome from billing.app_store_tasks where kind = 'answer_refund_request'`
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
})

it('a store that was lost from sight is read again by asking for each subscription', async () => {
  const userId = await newUser()
  const bought = await buy(newAccount(), userId)
  await store().settle()
  // Refunded, and not even the history tells of it.
  await store().simulator.setFaults({ drop: 1 })
  await store().simulator.act(bought.transaction_id, 'refund')
  await store().sql`
    insert into billing.reconciliation_state (name, value) values ('app_store_notifications:sandbox', now() + interval '1 day')
    on conflict (name) do update set value = excluded.value`
  await store().sql`
    update billing.app_store_checks
    set next_check_at = case when original_transaction_id = ${bought.transaction_id} then now() end`
  expect(await store().reconcile()).toMatchObject([200, { notifications: 0, checks: 1, is_complete: true }])
  expect(await rightsOf(userId)).toEqual([])
})
