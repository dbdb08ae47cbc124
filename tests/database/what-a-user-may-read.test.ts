import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asRole, asUser, createUser } from '../support/act-as.ts'
import { buildReport, buildTransactionFact, recordAppStore, recordStripe } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql
let free: string
let standard: string
let premium: string

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  ;[free, standard, premium] = [await createUser(sql), await createUser(sql), await createUser(sql)]
  await recordStripe(sql, buildReport({ user_id: premium, store_subscription_id: 'sub_p', store_customer_id: 'cus_p' }))
  const standardProduct = { product_id: 'com.example.tandem.standard.monthly' }
  await recordAppStore(
    sql,
    buildTransactionFact({ transaction_id: '4001', app_account_token: standard, ...standardProduct }),
    null,
  )
})
afterAll(() => database.close())

const lessonsOf = async (userId: string) => {
  const rows = await asUser(sql, userId, (tx) => tx`select required_entitlement from public.lessons`)
  return rows.map((row) => row.required_entitlement ?? 'free').sort()
}

describe('lessons', () => {
  it('are open as far as the right goes, by row-level security alone', async () => {
    expect(await lessonsOf(free)).toEqual(['free', 'free'])
    expect(await lessonsOf(standard)).toEqual(['free', 'free', 'standard', 'standard'])
    expect(await lessonsOf(premium)).toEqual(['free', 'free', 'premium', 'premium', 'standard', 'standard'])
  })

  it('are closed without an account, the free ones excepted', async () => {
    const rows = await asRole(sql, 'anon', (tx) => tx`select required_entitlement from public.lessons`)
    expect(rows.map((row) => row.required_entitlement)).toEqual([null, null])
  })

  it('are announced to everybody', async () => {
    expect(await asRole(sql, 'anon', (tx) => tx`select slug from public.lesson_previews`)).toHaveLength(7)
  })
})

describe('rows about a person', () => {
  it('are read by that person only', async () => {
    for (const table of ['subscriptions', 'entitlements']) {
      const owners = await asUser(sql, premium, (tx) => tx`select distinct user_id from public.${tx(table)}`)
      expect(owners).toEqual([{ user_id: premium }])
      expect(await asUser(sql, free, (tx) => tx`select user_id from public.${tx(table)}`)).toEqual([])
      await expect(asRole(sql, 'anon', (tx) => tx`select user_id from public.${tx(table)}`)).rejects.toThrow(
        /permission denied/,
      )
    }
  })

  it.each([
    'customers',
    'webhook_events',
    'settings',
    'grants',
    'app_store_transactions',
    'app_store_renewals',
    'app_store_claims',
    'trials',
    'identity_pepper',
    'settings_changes',
    'purchase_attempts',
  ])('billing.%s is read by no client at all', async (table) => {
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const) {
      await expect(asRole(sql, role, (tx) => tx`select from billing.${tx(table)}`)).rejects.toThrow(/permission denied/)
    }
  })
})

describe('purchase_options()', () => {
  const optionsOf = (userId: string) =>
    asUser(sql, userId, (tx) => tx`select store, plan_id, allowed, code from public.purchase_options()`)

  it('lets a person without a subscription buy at either store', async () => {
    expect((await optionsOf(free)).map((option) => option.allowed)).toEqual([true, true, true, true])
  })

  it('refuses a second purchase in the other store, and the same plan in the same one', async () => {
    expect(await optionsOf(premium)).toEqual([
      { store: 'stripe', plan_id: 'standard', allowed: false, code: 'already_subscribed' },
      { store: 'stripe', plan_id: 'premium', allowed: false, code: 'already_subscribed' },
      { store: 'app_store', plan_id: 'standard', allowed: false, code: 'subscribed_on_web' },
      { store: 'app_store', plan_id: 'premium', allowed: false, code: 'subscribed_on_web' },
    ])
    expect(await optionsOf(standard)).toEqual([
      { store: 'stripe', plan_id: 'standard', allowed: false, code: 'subscribed_in_app_store' },
      { store: 'stripe', plan_id: 'premium', allowed: false, code: 'subscribed_in_app_store' },
      { store: 'app_store', plan_id: 'standard', allowed: false, code: 'already_subscribed' },
      { store: 'app_store', plan_id: 'premium', allowed: true, code: null },
    ])
  })

  it('cannot be asked without an account', async () => {
    await expect(asRole(sql, 'anon', (tx) => tx`select from public.purchase_options()`)).rejects.toThrow(
      /permission denied/,
    )
  })
})
