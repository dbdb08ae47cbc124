import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asRole, createUser } from '../support/act-as.ts'
import { buildReport, readEntitlements, recordStripe } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

describe('a setting', () => {
  it('takes effect for everybody in the transaction that changes it', async () => {
    const userId = await createUser(sql)
    await recordStripe(sql, buildReport({ user_id: userId, expires_at: '2127-01-01T00:00:00Z' }))
    await sql`update billing.settings set stripe_leeway = '3 days'`
    expect(await readEntitlements(sql, userId)).toMatchObject([
      { access_ends_at: new Date('2127-01-04T00:00:00Z') },
      { access_ends_at: new Date('2127-01-04T00:00:00Z') },
    ])
  })

  it('takes effect for more people than one transaction can hold locks', { timeout: 120_000 }, async () => {
    await sql`insert into auth.users (id, email) select gen_random_uuid(), 'many-' || n || '@example.com' from generate_series(1, 12000) n`
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`
        insert into public.subscriptions (user_id, store, environment, store_subscription_id, store_product_id, plan_id,
          status, period_type, started_at, expires_at, will_renew, as_of)
        select id, 'stripe', 'production', 'sub_' || id, 'tandem_premium', 'premium', 'active', 'normal', now(), '2127-01-01', true, now()
        from auth.users where email like 'many-%'`
    })
    await sql`update billing.settings set stripe_leeway = '2 days'`
    const [derived] = await sql`
      select count(*)::int as rights from public.entitlements where access_ends_at = '2127-01-03 00:00:00+00'`
    expect(derived?.rights).toBeGreaterThanOrEqual(24_000)
    // A thousand at a time: each is locked, and one transaction cannot hold twelve thousand locks.
    for (let group = 0; group < 12; group++)
      await sql`delete from auth.users where id in (select id from auth.users where email like 'many-%' limit 1000)`
  })

  it('is recorded with who changed it, from what to what', async () => {
    await sql`update billing.settings set stripe_past_due_grace = '5 days'`
    const [change] = await sql`
      select changed_by, before ->> 'stripe_past_due_grace' as before, after ->> 'stripe_past_due_grace' as after
      from billing.settings_changes order by id desc limit 1`
    expect(change).toEqual({ changed_by: 'postgres', before: '7 days', after: '5 days' })
  })

  it('that is set to what it was is no change', async () => {
    const count = async () => (await sql`select count(*)::int as n from billing.settings_changes`)[0]?.n
    const before = await count()
    await sql`update billing.settings set stripe_leeway = stripe_leeway`
    expect(await count()).toBe(before)
  })

  it.each([
    ["stripe_leeway = '-1 day'", /violates check constraint/],
    ["sandbox_serves = 'everybody'", /violates check constraint/],
    ["purchase_hold = '2 days'", /violates check constraint/],
  ])('is refused where it makes no sense: %s', async (assignment, error) => {
    await expect(sql.unsafe(`update billing.settings set ${assignment}`)).rejects.toThrow(error)
  })

  it('is always there, once', async () => {
    await expect(sql`delete from billing.settings`).rejects.toThrow(/cannot be deleted/)
    await expect(sql`insert into billing.settings default values`).rejects.toThrow(/duplicate key/)
  })

  it('is changed by operators and by nobody else', async () => {
    const change = (tx: Sql) => tx`update billing.settings set stripe_leeway = '2 days' returning 1`
    expect(await asRole(sql, 'tandem_operators', change as never)).toHaveLength(1)
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const) {
      await expect(asRole(sql, role, change as never)).rejects.toThrow(/permission denied/)
    }
  })
})

describe('a grant', () => {
  it('is given and taken back by operators, with a reason and a name', async () => {
    const userId = await createUser(sql)
    const give = (tx: Sql) => tx`
      insert into billing.grants (user_id, entitlement, reason, granted_by, ends_at)
      values (${userId}, 'premium', 'press', 'Ana', now() + interval '1 month') returning id`
    expect(await asRole(sql, 'tandem_operators', give as never, { commit: true })).toHaveLength(1)
    expect(await readEntitlements(sql, userId)).toMatchObject([{ entitlement: 'premium', store: 'grant' }])
    for (const missing of ['reason', 'granted_by']) {
      const row = { user_id: userId, entitlement: 'premium', reason: 'press', granted_by: 'Ana', [missing]: '' }
      await expect(sql`insert into billing.grants ${sql(row)}`).rejects.toThrow(/violates check constraint/)
    }
  })

  it('that begins later opens nothing before, and hides no subscription', async () => {
    const userId = await createUser(sql)
    const [grant] = await sql`
      insert into billing.grants (user_id, entitlement, reason, granted_by, starts_at)
      values (${userId}, 'premium', 'birthday', 'Ana', now() + interval '1 hour') returning id`
    expect(await readEntitlements(sql, userId)).toEqual([])
    // An hour passes: the schedule derives what has begun since it last looked.
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update billing.grants set starts_at = now() - interval '1 second' where id = ${grant?.id}`
    })
    const [due] = await sql`select billing.derive_due(now() - interval '1 minute') as users`
    expect(due?.users).toBeGreaterThanOrEqual(1)
    expect(await readEntitlements(sql, userId)).toMatchObject([{ entitlement: 'premium', store: 'grant' }])
  })
})
