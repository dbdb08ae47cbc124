import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUser } from '../../support/act-as.ts'
import {
  buildRenewalFact,
  buildReport,
  buildTransactionFact,
  readEntitlements,
  recordAppStore,
  recordStripe,
} from '../../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

// The smallest histories in which an order of arrival once decided: found by histories.test.ts.
let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

it('which of two ended subscriptions is shown does not depend on when we heard of them', async () => {
  const shown = await Promise.all(
    ['heard late', 'heard in time'].map(async (name) => {
      const userId = await createUser(sql)
      const stripe = buildReport({
        store_subscription_id: `sub_${name}`,
        user_id: userId,
        status: 'expired',
        will_renew: false,
        expires_at: '2127-02-01T00:00:00Z',
      })
      const original = `original ${name}`
      const transaction = buildTransactionFact({
        transaction_id: original,
        app_account_token: userId,
        expires_at: '2127-01-01T00:00:00Z',
        signed_at: '2127-01-01T00:00:00Z',
      })
      // Says nothing new about the subscription, only later.
      const sameAgain = { ...transaction, signed_at: '2127-03-01T00:00:00Z' }
      const facts = name === 'heard late' ? [sameAgain, transaction] : [transaction, sameAgain]
      await recordStripe(sql, stripe, '2127-02-01T00:00:00Z')
      for (const fact of facts) await recordAppStore(sql, fact, null)
      return (await readEntitlements(sql, userId)).map(({ store }) => store)
    }),
  )
  expect(shown[0]).toEqual(shown[1])
})

it('a refund of an extended period ends it, whichever of the two is heard of first', async () => {
  const states = await Promise.all(
    ['extended first', 'refunded first'].map(async (name) => {
      const bought = {
        transaction_id: name,
        purchased_at: '2127-01-01T00:00:00Z',
        expires_at: '2127-02-01T00:00:00Z',
        signed_at: '2127-01-01T00:00:00Z',
      }
      const extension = { original_transaction_id: name, renews_at: '2127-02-15T00:00:00Z' }
      const deliveries = [
        [buildTransactionFact(bought), buildRenewalFact({ ...extension, signed_at: '2127-01-10T00:00:00Z' })],
        [
          buildTransactionFact({ ...bought, revoked_at: '2127-01-20T00:00:00Z', signed_at: '2127-01-20T00:00:00Z' }),
          buildRenewalFact({ ...extension, signed_at: '2127-01-20T00:00:00Z' }),
        ],
      ] as const
      const sent = name === 'extended first' ? deliveries : deliveries.toReversed()
      for (const [transaction, renewal] of sent) await recordAppStore(sql, transaction, renewal)
      const [row] = await sql`select status, expires_at from public.subscriptions where store_subscription_id = ${name}`
      return row
    }),
  )
  expect(states).toEqual([
    { status: 'revoked', expires_at: new Date('2127-01-20T00:00:00Z') },
    { status: 'revoked', expires_at: new Date('2127-01-20T00:00:00Z') },
  ])
})

it('which of two ended subscriptions is shown does not depend on whether one had to be re-read', async () => {
  const shown = await Promise.all(
    ['2127-02-01T00:00:00Z', '2127-02-01T00:00:02Z'].map(async (asOf) => {
      const userId = await createUser(sql)
      const ended = { user_id: userId, status: 'expired', will_renew: false }
      const report = (name: string, expires_at: string) =>
        buildReport({ ...ended, store_subscription_id: `sub_${name}_${userId}`, expires_at })
      await recordStripe(sql, report('one', '2127-01-01T00:00:00Z'), asOf)
      await recordStripe(sql, report('two', '2127-02-01T00:00:00Z'), '2127-02-01T00:00:01Z')
      return (await readEntitlements(sql, userId)).map(({ expires_at }) => expires_at)
    }),
  )
  expect(shown[0]).toEqual(shown[1])
})

it('an owner whom only one report names is known, whether that report comes in time or late', async () => {
  for (const name of ['in time', 'late']) {
    const userId = await createUser(sql)
    const ids = { store_subscription_id: `sub named ${name}`, store_customer_id: `cus named ${name}` }
    const reports = [
      [buildReport({ ...ids, user_id: userId }), '2126-01-01T00:00:00Z'],
      [buildReport({ ...ids, user_id: null }), '2126-01-02T00:00:00Z'],
    ] as const
    const sent = name === 'late' ? reports.toReversed() : reports
    for (const [report, occurredAt] of sent) await recordStripe(sql, report, occurredAt)
    expect(await readEntitlements(sql, userId)).toMatchObject([{ entitlement: 'premium' }, { entitlement: 'standard' }])
  }
})

it('a purchase that is made again under another account belongs to that account, in whichever order we hear', async () => {
  for (const order of ['in order', 'reversed']) {
    const [first, second] = [await createUser(sql), await createUser(sql)]
    const original = `changed hands ${order}`
    const facts = [
      {
        transaction_id: `${original} 1`,
        app_account_token: first,
        purchased_at: '2127-01-01T00:00:00Z',
        expires_at: '2127-02-01T00:00:00Z',
        signed_at: '2127-01-01T00:00:00Z',
      },
      {
        transaction_id: `${original} 2`,
        app_account_token: second,
        purchased_at: '2127-06-01T00:00:00Z',
        expires_at: '2127-07-01T00:00:00Z',
        signed_at: '2127-06-01T00:00:00Z',
      },
    ].map((fact) => buildTransactionFact({ ...fact, original_transaction_id: original }))
    for (const fact of order === 'reversed' ? facts.toReversed() : facts) await recordAppStore(sql, fact, null)
    expect(await readEntitlements(sql, first)).toEqual([])
    expect(await readEntitlements(sql, second)).toMatchObject([{ entitlement: 'premium' }, { entitlement: 'standard' }])
  }
})
