import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql
let userId: string

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  userId = await createUser(sql)
  // Enough rows that the planner has to think, and an adopter's own table with the one line of policy.
  await sql.unsafe(`
    insert into auth.users (id, email) select gen_random_uuid(), 'crowd-' || n || '@example.com' from generate_series(1, 2000) n;
    insert into billing.grants (user_id, entitlement, reason, granted_by)
      select id, 'premium', 'crowd', 'test' from auth.users where email like 'crowd-%';
    create table public.articles (id integer primary key, body text not null);
    insert into public.articles select n, 'text' from generate_series(1, 5000) n;
    alter table public.articles enable row level security;
    grant select on public.articles to authenticated;
    create policy "Premium articles" on public.articles for select to authenticated
      using ((select public.has_entitlement('premium')));
    analyze public.articles; analyze public.entitlements;`)
})
afterAll(() => database.close())

type PlanNode = { 'Node Type': string; 'Relation Name'?: string; 'Actual Loops': number; Plans?: PlanNode[] }

async function explain(query: string): Promise<PlanNode[]> {
  const rows = await asUser(sql, userId, (tx) => tx.unsafe(`explain (analyze, format json) ${query}`))
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
  return flatten((rows[0] as unknown as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan)
}

it('asks for the right once per statement, however many rows there are', async () => {
  const nodes = await explain('select * from public.articles')
  // The initplan is a Result that calls has_entitlement(): one loop, not five thousand.
  const calls = nodes.filter((node) => node['Node Type'] === 'Result')
  expect(calls.length).toBeGreaterThan(0)
  for (const call of calls) expect(call['Actual Loops']).toBeLessThanOrEqual(1)
})

it('finds the rights of a user by the index', async () => {
  const nodes = await explain('select * from public.entitlements')
  expect(nodes.map((node) => node['Node Type']).join()).toMatch(/Index|Bitmap/)
  expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan')
})

it('closes an adopter’s table to who has no right, and opens it to who has', async () => {
  const count = () => asUser(sql, userId, (tx) => tx`select count(*)::int as n from public.articles`)
  expect(await count()).toEqual([{ n: 0 }])
  await sql`insert into billing.grants (user_id, entitlement, reason, granted_by) values (${userId}, 'premium', 'test', 'test')`
  expect(await count()).toEqual([{ n: 5000 }])
})
