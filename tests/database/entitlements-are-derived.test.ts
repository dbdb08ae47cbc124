import type { Sql, TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asRole, createUser } from '../support/act-as.ts'
import { buildReport, readEntitlements, recordStripe } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql
let userId: string

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  userId = await createUser(sql)
  await recordStripe(sql, buildReport({ user_id: userId }))
})
afterAll(() => database.close())

const writes: [string, (transaction: TransactionSql) => Promise<unknown>][] = [
  [
    'insert',
    async (tx) => tx`
      insert into public.entitlements values
        (${userId}, 'gold', 'stripe', 'premium', 'active', 'normal', true, now(), now(), 'infinity', 'production')`,
  ],
  ['update', async (tx) => tx`update public.entitlements set access_ends_at = 'infinity' where user_id = ${userId}`],
  ['delete', async (tx) => tx`delete from public.entitlements where user_id = ${userId}`],
  ['truncate', async (tx) => tx`truncate public.entitlements`],
]

describe('public.entitlements', () => {
  for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions', 'tandem_operators'] as const) {
    it.each(writes)(`cannot be written by ${role}: %s`, async (_name, write) => {
      await expect(asRole(sql, role, write)).rejects.toThrow(/permission denied/)
    })
  }

  it.each(writes)('cannot be written by the owner of the table: %s', async (_name, write) => {
    await expect(sql.begin(write)).rejects.toThrow(/is derived and cannot be written directly/)
  })

  it('holds what the subscriptions give, and nothing else', async () => {
    expect(await readEntitlements(sql, userId)).toMatchObject([
      { entitlement: 'premium', store: 'stripe', plan_id: 'premium', status: 'active' },
      { entitlement: 'standard', store: 'stripe', plan_id: 'premium', status: 'active' },
    ])
  })

  it('cannot be changed by calling the derivation, which takes no facts', async () => {
    const before = await readEntitlements(sql, userId)
    await sql`select billing.derive_entitlements(${userId})`
    expect(await readEntitlements(sql, userId)).toEqual(before)
  })

  it.each(['anon', 'authenticated', 'service_role', 'tandem_functions', 'tandem_operators'] as const)(
    '%s cannot call the derivation',
    async (role) => {
      const call = (tx: TransactionSql) => tx`select billing.derive_entitlements(${userId})`
      await expect(asRole(sql, role, call)).rejects.toThrow(/permission denied/)
    },
  )

  it('goes with its user, and the ledger stays without the person', async () => {
    const leaving = await createUser(sql)
    await recordStripe(
      sql,
      buildReport({ user_id: leaving, store_subscription_id: 'sub_leaving', store_customer_id: 'cus_leaving' }),
    )
    await sql`delete from auth.users where id = ${leaving}`
    expect(await readEntitlements(sql, leaving)).toEqual([])
    const [row] =
      await sql`select user_id, status from public.subscriptions where store_subscription_id = 'sub_leaving'`
    expect(row).toEqual({ user_id: null, status: 'active' })
  })

  it('has what a grant gives from the moment of the grant until it is taken back', async () => {
    const guest = await createUser(sql)
    const [grant] = await sql`
      insert into billing.grants (user_id, entitlement, reason, granted_by)
      values (${guest}, 'premium', 'reviewer', 'an operator') returning id`
    expect(await readEntitlements(sql, guest)).toMatchObject([
      { entitlement: 'premium', store: 'grant', access_ends_at: new Date('9999-12-31T00:00:00Z') },
    ])
    await sql`delete from billing.grants where id = ${grant?.id}`
    expect(await readEntitlements(sql, guest)).toEqual([])
  })
})
