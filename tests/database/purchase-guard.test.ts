import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import { buildReport, buildTransactionFact, postTransaction, recordStripe } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 8 })
  sql = database.sql
})
afterAll(() => database.close())

const beginOnWeb = async (userId: string, planId = 'premium') => {
  const [row] = await sql`select billing.begin_stripe_purchase(${userId}, ${planId}) as answer`
  return row?.answer as { refusal?: string; attempt_id?: string }
}
const beginOnPhone = async (userId: string, planId = 'premium') => {
  const call = (tx: Sql) => tx`select allowed, code, message from public.begin_app_store_purchase(${planId})`
  return (
    (await asUser(sql, userId, call as never, { commit: true })) as { allowed: boolean; code: string | null }[]
  )[0]
}
const endOnPhone = (userId: string) =>
  asUser(sql, userId, (tx) => tx`select public.end_app_store_purchase()`, { commit: true })
const ageAttempt = (userId: string, age: string) =>
  sql`update billing.purchase_attempts set started_at = now() - ${age}::interval where user_id = ${userId}`

describe('a purchase that was begun in one store', () => {
  it('keeps the other store from selling, in either order', async () => {
    const [first, second] = [await createUser(sql), await createUser(sql)]
    expect(await beginOnWeb(first)).toMatchObject({ attempt_id: expect.any(String) })
    expect(await beginOnPhone(first)).toMatchObject({ allowed: false, code: 'purchase_in_progress' })
    expect(await beginOnPhone(second)).toMatchObject({ allowed: true, code: null })
    expect(await beginOnWeb(second)).toEqual({ refusal: 'purchase_in_progress' })
  })

  it('lets exactly one of a phone and a browser pass in the same second, every time', async () => {
    for (let round = 0; round < 25; round++) {
      const userId = await createUser(sql)
      const [web, phone] = await Promise.all([beginOnWeb(userId), beginOnPhone(userId)])
      expect([web.refusal === undefined, phone?.allowed === true].filter(Boolean)).toHaveLength(1)
    }
  })

  it('is the same purchase for every tab that asks', async () => {
    const userId = await createUser(sql)
    const answers = await Promise.all([1, 2, 3, 4].map(() => beginOnWeb(userId)))
    expect(new Set(answers.map((answer) => answer.attempt_id)).size).toBe(1)
  })

  it('is forgotten after ten minutes, and at once when the sheet is closed', async () => {
    const userId = await createUser(sql)
    await beginOnPhone(userId)
    await ageAttempt(userId, '9 minutes')
    expect(await beginOnWeb(userId)).toEqual({ refusal: 'purchase_in_progress' })
    await ageAttempt(userId, '11 minutes')
    expect(await beginOnWeb(userId)).toMatchObject({ attempt_id: expect.any(String) })

    const other = await createUser(sql)
    await beginOnPhone(other)
    await endOnPhone(other)
    expect(await beginOnWeb(other)).toMatchObject({ attempt_id: expect.any(String) })
  })

  it('becomes a subscription, and is refused as that', async () => {
    const userId = await createUser(sql)
    await beginOnPhone(userId)
    await postTransaction(sql, userId, buildTransactionFact({ transaction_id: '8001', app_account_token: userId }))
    expect(await beginOnWeb(userId)).toEqual({ refusal: 'subscribed_in_app_store' })
    expect(await beginOnPhone(userId)).toMatchObject({ code: 'already_subscribed' })
    expect(await beginOnPhone(userId, 'standard')).toMatchObject({ allowed: true })
  })

  it('of a plan that does not exist is none', async () => {
    const userId = await createUser(sql)
    expect(await beginOnPhone(userId, 'gold')).toMatchObject({ allowed: false, code: 'plan_not_found' })
    expect(await beginOnWeb(userId, 'gold')).toEqual({ refusal: 'plan_not_found' })
  })
})

describe('a subscription that gives no access now but may be charged again', () => {
  it.each(['in_billing_retry', 'paused'])('%s: no second one is sold', async (status) => {
    const userId = await createUser(sql)
    const ids = { store_subscription_id: `sub_${status}`, store_customer_id: `cus_${status}` }
    await recordStripe(sql, buildReport({ user_id: userId, status, ...ids }))
    expect(await beginOnWeb(userId)).toEqual({ refusal: 'already_subscribed' })
    expect(await beginOnPhone(userId)).toMatchObject({ code: 'subscribed_on_web' })
  })
})

describe('both stores paid all the same', () => {
  it('is shown to the user with what to cancel and where, and to operators in one query', async () => {
    const userId = await createUser(sql)
    await recordStripe(
      sql,
      buildReport({
        user_id: userId,
        store_subscription_id: 'sub_twice',
        store_customer_id: 'cus_twice',
        store_product_id: 'tandem_standard',
      }),
    )
    await postTransaction(sql, userId, buildTransactionFact({ transaction_id: '8101', app_account_token: userId }))
    const rows = () =>
      asUser(sql, userId, (tx) => tx`select store, plan_id, is_kept, advice from public.double_payments()`)
    expect(await rows()).toEqual([
      { store: 'app_store', plan_id: 'premium', is_kept: true, advice: 'Keep this one.' },
      {
        store: 'stripe',
        plan_id: 'standard',
        is_kept: false,
        advice: 'Cancel this one on the website, on your account page.',
      },
    ])
    expect(
      await sql`select user_id, store from billing.double_payments where user_id = ${userId} order by store`,
    ).toEqual([
      { user_id: userId, store: 'app_store' },
      { user_id: userId, store: 'stripe' },
    ])
    await recordStripe(
      sql,
      buildReport({
        user_id: userId,
        store_subscription_id: 'sub_twice',
        store_customer_id: 'cus_twice',
        store_product_id: 'tandem_standard',
        will_renew: false,
      }),
      '2026-11-22T00:00:00Z',
    )
    expect(await rows()).toEqual([])
  })
})
