import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import {
  buildRenewalFact,
  buildReport,
  buildTransactionFact,
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
const nextId = () => {
  counter += 1
  return String(counter)
}
const paidUntil = '2126-12-21T08:00:00Z'

async function atStripe(report: object): Promise<string> {
  const userId = await createUser(sql)
  const id = nextId()
  await recordStripe(
    sql,
    buildReport({
      user_id: userId,
      store_subscription_id: `sub_${id}`,
      store_customer_id: `cus_${id}`,
      expires_at: paidUntil,
      ...report,
    }),
  )
  return userId
}

async function atApple(transaction: object, renewal: object | null): Promise<string> {
  const userId = await createUser(sql)
  const ids = { original_transaction_id: `edge-${nextId()}`, app_account_token: userId }
  const fact = buildTransactionFact({
    transaction_id: ids.original_transaction_id,
    ...ids,
    expires_at: paidUntil,
    ...transaction,
  })
  await recordAppStore(sql, fact, renewal && buildRenewalFact({ ...ids, ...renewal }))
  return userId
}

async function hasAccess(userId: string, moment: string, offset: string): Promise<boolean> {
  const [row] =
    await sql`select billing.access_at(${userId}, 'premium', ${moment}::timestamptz + ${offset}::interval) as yes`
  return row?.yes
}

const failed = { is_in_billing_retry: true, renews_at: paidUntil, signed_at: '2126-12-21T09:00:00Z' }

describe('the last moment of access', () => {
  it.each([
    ['a Stripe period that should renew: one day of leeway', () => atStripe({}), '2126-12-22T08:00:00Z'],
    ['a Stripe period that will not renew: none', () => atStripe({ will_renew: false }), paidUntil],
    ['Stripe’s past due: seven days of grace', () => atStripe({ status: 'in_grace_period' }), '2126-12-28T08:00:00Z'],
    ['an App Store period that should renew: none', () => atApple({}, { renews_at: paidUntil }), paidUntil],
    [
      'an App Store period that will not renew: none',
      () => atApple({}, { will_renew: false, renews_at: paidUntil }),
      paidUntil,
    ],
    [
      'Apple’s own grace period',
      () => atApple({}, { ...failed, grace_period_ends_at: '2127-01-06T08:00:00Z' }),
      '2127-01-06T08:00:00Z',
    ],
    ['an extension that Apple gave', () => atApple({}, { renews_at: '2127-01-20T08:00:00Z' }), '2127-01-20T08:00:00Z'],
  ])('%s', async (_name, begin, end) => {
    const userId = await begin()
    expect(await hasAccess(userId, end, '-1 second')).toBe(true)
    expect(await hasAccess(userId, end, '0')).toBe(false)
    expect(await hasAccess(userId, end, '1 second')).toBe(false)
  })

  it('has come already where Apple retries without a grace period', async () => {
    const userId = await atApple({}, failed)
    expect(await hasAccess(userId, paidUntil, '-1 day')).toBe(false)
  })

  it('of a grant is its end, and its first moment is its beginning', async () => {
    const userId = await createUser(sql)
    const [from, until] = ['2126-01-01T00:00:00Z', '2126-02-01T00:00:00Z']
    await sql`
      insert into billing.grants (user_id, entitlement, reason, granted_by, starts_at, ends_at)
      values (${userId}, 'premium', 'a month', 'Ana', ${from}, ${until})`
    expect(await hasAccess(userId, from, '-1 second')).toBe(false)
    expect(await hasAccess(userId, from, '0')).toBe(true)
    expect(await hasAccess(userId, until, '-1 second')).toBe(true)
    expect(await hasAccess(userId, until, '0')).toBe(false)
  })
})

describe('several sources', () => {
  it('last as long as the longest, whichever ends first', async () => {
    const userId = await atStripe({ will_renew: false, expires_at: '2126-06-01T00:00:00Z' })
    const ids = { original_transaction_id: `edge-${nextId()}`, app_account_token: userId }
    await recordAppStore(
      sql,
      buildTransactionFact({ transaction_id: ids.original_transaction_id, ...ids, expires_at: '2126-07-01T00:00:00Z' }),
      null,
    )
    const second = { original_transaction_id: `edge-${nextId()}`, app_account_token: userId }
    await recordAppStore(
      sql,
      buildTransactionFact({
        transaction_id: second.original_transaction_id,
        ...second,
        expires_at: '2126-05-01T00:00:00Z',
      }),
      null,
    )
    const [right] =
      await sql`select store, access_ends_at from public.entitlements where user_id = ${userId} and entitlement = 'premium'`
    expect(right).toEqual({ store: 'app_store', access_ends_at: new Date('2126-07-01T00:00:00Z') })
  })

  it('of the family count only where the setting says so', async () => {
    const userId = await atApple({ ownership: 'family_shared' }, null)
    expect(await hasAccess(userId, paidUntil, '-1 day')).toBe(false)
    await sql`update billing.settings set family_sharing_serves = true`
    expect(await hasAccess(userId, paidUntil, '-1 day')).toBe(true)
    await sql`update billing.settings set family_sharing_serves = false`
  })

  it.each([
    ['nobody', false],
    ['testers', false],
    ['anybody', true],
  ])('of Apple’s sandbox, where it serves %s, open: %s', async (serves, opens) => {
    await sql`update billing.settings set sandbox_serves = ${serves}`
    const userId = await createUser(sql)
    const notification = {
      environment: 'sandbox',
      event_id: nextId(),
      event_type: 'SUBSCRIBED',
      occurred_at: paidUntil,
      payload: {},
    }
    const id = `edge-${nextId()}`
    const transaction = buildTransactionFact({ transaction_id: id, app_account_token: userId, environment: 'sandbox' })
    await sql`select billing.record_app_store_notification(${sql.json(notification)}, ${sql.json({ transaction, renewal: null } as never)})`
    expect(await hasAccess(userId, '2126-12-01T00:00:00Z', '0')).toBe(opens)
    await sql`update auth.users set raw_app_meta_data = '{"tester": true}' where id = ${userId}`
    expect(await hasAccess(userId, '2126-12-01T00:00:00Z', '0')).toBe(serves !== 'nobody')
    await sql`update billing.settings set sandbox_serves = 'nobody'`
  })
})
