import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import { buildReport, buildTransactionFact, recordAppStore, recordStripe } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  await sql`update public.plans set trial_days = 7 where id = 'premium'`
  await sql`update billing.settings set sandbox_serves = 'nobody'`
})
afterAll(() => database.close())

const isAllowed = async (userId: string, card: string | null = null, appleAccount: string | null = null) => {
  const [row] = await sql`select billing.is_trial_allowed(${userId}, ${card}, ${appleAccount}) as yes`
  return row?.yes
}
const tryAtStripe = (userId: string, more: object = {}) => {
  const id = randomUUID()
  return recordStripe(
    sql,
    buildReport({
      user_id: userId,
      store_subscription_id: `sub_${id}`,
      store_customer_id: `cus_${id}`,
      period_type: 'trial',
      ...more,
    }),
  )
}
const tryAtApple = (userId: string, appleAccount: string | null = null) =>
  recordAppStore(
    sql,
    buildTransactionFact({
      transaction_id: randomUUID(),
      app_account_token: userId,
      app_transaction_id: appleAccount,
      offer_type: 1,
      offer_discount_type: 'FREE_TRIAL',
    }),
    null,
  )

describe('a free trial', () => {
  it('is offered once: used on the web, it is refused in both stores', async () => {
    const userId = await createUser(sql)
    const options = () =>
      asUser(
        sql,
        userId,
        (tx) => tx`select store, plan_id, trial_allowed from public.purchase_options() where trial_allowed`,
      )
    expect(await options()).toEqual([
      { store: 'stripe', plan_id: 'premium', trial_allowed: true },
      { store: 'app_store', plan_id: 'premium', trial_allowed: true },
    ])
    await tryAtStripe(userId, { status: 'expired', will_renew: false })
    expect(await options()).toEqual([])
    expect(await isAllowed(userId)).toBe(false)
  })

  it('used in the app, it is refused on the web', async () => {
    const userId = await createUser(sql)
    await tryAtApple(userId)
    expect(await isAllowed(userId)).toBe(false)
  })

  it('is not used by a trial whose card was never confirmed', async () => {
    const userId = await createUser(sql)
    await tryAtStripe(userId, { status: 'incomplete' })
    expect(await isAllowed(userId)).toBe(true)
  })

  it('is refused to the same card and the same Apple account under another user', async () => {
    const [first, second] = [await createUser(sql), await createUser(sql)]
    await tryAtApple(first, 'apple-account-7')
    expect(await isAllowed(second, null, 'apple-account-7')).toBe(false)
    expect(await isAllowed(second, null, 'apple-account-8')).toBe(true)

    await recordStripe(
      sql,
      buildReport({
        user_id: first,
        store_subscription_id: 'sub_card',
        store_customer_id: 'cus_card',
        period_type: 'trial',
      }),
    )
    expect((await sql`select billing.record_trial_card('sub_card', 'fingerprint-1') as noted`)[0]?.noted).toBe(true)
    expect(await isAllowed(second, 'fingerprint-1')).toBe(false)
    expect(await isAllowed(second, 'fingerprint-2')).toBe(true)
  })

  it('stays used after the account was deleted, and keeps nothing of the person but hashes', async () => {
    const email = `${randomUUID()}@example.com`
    const gone = await createUser(sql, { email })
    await tryAtApple(gone, 'apple-account-9')
    await sql`delete from auth.users where id = ${gone}`
    const again = await createUser(sql, { email: email.toUpperCase() })
    expect(await isAllowed(again)).toBe(false)
    expect(await isAllowed(await createUser(sql), null, 'apple-account-9')).toBe(false)
    const [row] =
      await sql`select * from billing.trials where apple_account_hash = billing.identity_hash('apple', 'apple-account-9')`
    expect(row?.user_id).toBeNull()
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${email}|apple-account-9`, 'i'))
  })

  it('in the sandbox costs nobody theirs, unless the sandbox serves somebody', async () => {
    const userId = await createUser(sql)
    await tryAtStripe(userId, { environment: 'sandbox' })
    expect(await isAllowed(userId)).toBe(true)
    await sql`update billing.settings set sandbox_serves = 'anybody'`
    expect(await isAllowed(userId)).toBe(false)
    await sql`update billing.settings set sandbox_serves = 'nobody'`
  })
})
