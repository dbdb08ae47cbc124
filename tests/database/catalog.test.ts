import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

const clientRoles = ['anon', 'authenticated', 'service_role', 'tandem_functions']

describe('every table', () => {
  it('has row-level security on and a comment', async () => {
    const rows = await sql`
      select c.oid::regclass::text as name from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'billing')
        and (not c.relrowsecurity or obj_description(c.oid) is null)`
    expect(rows).toEqual([])
  })

  it('grants exactly what clients need', async () => {
    const rows = await sql`
      select c.oid::regclass::text as name, grantee.rolname || ': ' || string_agg(acl.privilege_type, ', ' order by 1) as "right"
      from pg_class c, aclexplode(c.relacl) acl join pg_roles grantee on grantee.oid = acl.grantee
      where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace::regnamespace::text in ('public', 'billing')
        and grantee.rolname <> 'postgres'
      group by c.oid, grantee.rolname order by 1, 2`
    expect(rows.map((row) => `${row.name} ${row.right}`)).toEqual([
      'entitlements authenticated: SELECT',
      'entitlements service_role: SELECT',
      'lesson_previews anon: SELECT',
      'lesson_previews authenticated: SELECT',
      'lesson_previews service_role: SELECT',
      'lessons anon: SELECT',
      'lessons authenticated: SELECT',
      'lessons service_role: SELECT',
      'plans anon: SELECT',
      'plans authenticated: SELECT',
      'plans service_role: SELECT',
      'subscriptions authenticated: SELECT',
      'subscriptions service_role: SELECT',
    ])
  })
})

describe('every function', () => {
  it('has a fixed search path and a comment', async () => {
    const rows = await sql`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace::regnamespace::text in ('public', 'billing')
        and (not coalesce(p.proconfig @> array['search_path=""'], false) or obj_description(p.oid) is null)`
    expect(rows).toEqual([])
  })

  it('may be executed by exactly whom it is made for', async () => {
    const rows = await sql`
      select r.rolname || ' ' || p.pronamespace::regnamespace || '.' || p.proname as "right"
      from pg_proc p cross join pg_roles r
      where p.pronamespace::regnamespace::text in ('public', 'billing') and r.rolname in ${sql(clientRoles)}
        and has_function_privilege(r.oid, p.oid, 'execute') and has_schema_privilege(r.oid, p.pronamespace, 'usage')
      order by 1`
    expect(rows.map((row) => row.right)).toEqual([
      'authenticated billing.own_purchase_options',
      'authenticated public.has_entitlement',
      'authenticated public.purchase_options',
      'tandem_functions billing.begin_stripe_purchase',
      'tandem_functions billing.link_stripe_customer',
      'tandem_functions billing.record_app_store_notification',
      'tandem_functions billing.record_app_store_transaction',
      'tandem_functions billing.record_failed_event',
      'tandem_functions billing.record_owed_stripe_event',
      'tandem_functions billing.record_stripe_event',
      'tandem_functions billing.record_stripe_purchase',
      'tandem_functions billing.record_stripe_subscription',
      'tandem_functions billing.stripe_subscription_of',
    ])
  })
})

describe('every policy', () => {
  it('has a comment', async () => {
    const rows = await sql`
      select p.polname from pg_policy p where obj_description(p.oid, 'pg_policy') is null`
    expect(rows).toEqual([])
  })
})
