import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import {
  buildRenewalFact,
  buildReport,
  buildTransactionFact,
  readEntitlements,
  recordAppStore,
  recordStripe,
} from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

let counter = 0
/** Access of a user who has this one Stripe subscription. */
async function accessEndsAt(overrides: Record<string, unknown>): Promise<Date | null> {
  const userId = await createUser(sql)
  counter += 1
  const ids = { store_subscription_id: `sub_policy_${counter}`, store_customer_id: `cus_policy_${counter}` }
  await recordStripe(sql, buildReport({ user_id: userId, ...ids, expires_at: '2127-01-01T00:00:00Z', ...overrides }))
  const [right] = await readEntitlements(sql, userId)
  return right?.access_ends_at ?? null
}

describe('until when a Stripe subscription gives access', () => {
  it('a day longer than is paid for, when it will renew: the renewal may only be late', async () => {
    expect(await accessEndsAt({})).toEqual(new Date('2127-01-02T00:00:00Z'))
  })

  it('to the minute, when it will not renew', async () => {
    expect(await accessEndsAt({ will_renew: false })).toEqual(new Date('2127-01-01T00:00:00Z'))
  })

  it('seven days after a failed renewal', async () => {
    expect(await accessEndsAt({ status: 'in_grace_period' })).toEqual(new Date('2127-01-08T00:00:00Z'))
  })

  it.each(['in_billing_retry', 'paused', 'incomplete', 'expired', 'revoked'])(
    'not at all when it is %s',
    async (status) => {
      expect(await accessEndsAt({ status })).toBeNull()
    },
  )

  it('not at all for a product that is in no plan', async () => {
    expect(await accessEndsAt({ store_product_id: 'prod_mug' })).toBeNull()
  })
})

describe('a sandbox purchase', () => {
  it.each([
    ['nobody', null, false],
    ['testers', null, false],
    ['testers', { tester: true }, true],
    ['anybody', null, true],
  ])('serving %s, for a user with app_metadata %j, opens: %s', async (serves, appMetadata, opens) => {
    await sql`update billing.settings set sandbox_serves = ${serves}`
    const userId = await createUser(sql)
    await sql`update auth.users set raw_app_meta_data = ${sql.json(appMetadata ?? {})} where id = ${userId}`
    counter += 1
    const ids = { store_subscription_id: `sub_sandbox_${counter}`, store_customer_id: `cus_sandbox_${counter}` }
    await recordStripe(sql, buildReport({ user_id: userId, environment: 'sandbox', ...ids }))
    const rights = await asUser(sql, userId, (tx) => tx`select public.has_entitlement('premium') as yes`)
    expect(rights[0]?.yes).toBe(opens)
  })
})

describe('time ends access without an event', () => {
  it.each([
    ['an hour before the end of the leeway', '23 hours', true],
    ['an hour after it', '25 hours', false],
  ])('%s', async (_name, age, opens) => {
    const userId = await createUser(sql)
    counter += 1
    const [moment] = await sql`select now() - ${age}::interval as ended`
    await recordStripe(
      sql,
      buildReport({
        user_id: userId,
        store_subscription_id: `sub_time_${counter}`,
        store_customer_id: `cus_time_${counter}`,
        started_at: '2026-01-01T00:00:00Z',
        expires_at: moment?.ended.toISOString(),
      }),
    )
    const rights = await asUser(sql, userId, (tx) => tx`select public.has_entitlement('premium') as yes`)
    expect(rights[0]?.yes).toBe(opens)
  })
})

describe('two stores', () => {
  it('cannot erase each other: when one ends, the other stands', async () => {
    const userId = await createUser(sql)
    const stripe = { user_id: userId, store_subscription_id: 'sub_both', store_customer_id: 'cus_both' }
    const ids = { original_transaction_id: '3001', app_account_token: userId }
    await recordStripe(sql, buildReport({ ...stripe, expires_at: '2128-01-01T00:00:00Z' }))
    await recordAppStore(sql, buildTransactionFact({ transaction_id: '3001', ...ids }), buildRenewalFact(ids))
    expect(await readEntitlements(sql, userId)).toMatchObject([{ store: 'stripe' }, { store: 'stripe' }])

    await recordStripe(sql, buildReport({ ...stripe, status: 'expired', will_renew: false }), '2026-11-22T00:00:00Z')
    expect(await readEntitlements(sql, userId)).toMatchObject([
      { entitlement: 'premium', store: 'app_store', status: 'active' },
      { entitlement: 'standard', store: 'app_store', status: 'active' },
    ])
  })
})
