import { readFileSync } from 'node:fs'
import type { Sql } from 'postgres'

export type Step = { name: string; users: number; seconds: number }
export type Load = { first: number; last: number; steps: Step[] }

/**
 * Adds the users `first` to `last` with everything they have, and brings the statistics up to date. The first `each` users
 * get their rights in the way of production, the others in one statement.
 */
export async function load(sql: Sql, first: number, last: number, each: number): Promise<Load> {
  const steps: Step[] = []
  const timed = async (name: string, users: number, work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    const seconds = (performance.now() - start) / 1000
    steps.push({ name, users, seconds })
    console.log(`  ${name}: ${seconds.toFixed(1)} s`)
  }
  const users = last - first + 1
  // No triggers and no checks of foreign keys: user by user, with the guard on, a million would take several times as long.
  await sql.unsafe(`set session_replication_role = replica`)
  for (const step of ['load-users', 'load-subscriptions', 'load-the-rest'])
    await timed(step, users, () => sql.unsafe(readSql(step, first, last)))
  await timed('analyze', users, () => sql.unsafe('analyze'))
  const rest = first + each
  await timed('derive-in-bulk', users - each, () => sql.unsafe(readSql('derive-in-bulk', rest, last)))
  await sql.unsafe(`set session_replication_role = origin`)
  if (each > 0) await timed('derive-each', each, () => deriveEach(sql, first, rest - 1))
  await timed('vacuum', users, () => sql.unsafe('vacuum (analyze)'))
  await sql.unsafe('checkpoint')
  return { first, last, steps }
}

/** The way of production: one call per user, triggers on. Each user takes a lock until commit, hence the small batches. */
async function deriveEach(sql: Sql, first: number, last: number): Promise<void> {
  for (let start = first; start <= last; start += 100)
    await sql`
      select billing.derive_entitlements(bench.user_id(i))
      from generate_series(${start}::bigint, ${Math.min(start + 99, last)}::bigint) as i`
}

/** Users of a sample whose stored rights are not what the derivation says; 0 is what makes the bulk load honest. */
export async function countDeviations(sql: Sql, size: number, sample: number): Promise<number> {
  const [row] = await sql`
    with users as (
      select bench.user_id(1 + floor(random() * ${size})::bigint) as id from generate_series(1, ${sample}::int)
    ), pairs as (
      select users.id,
        (select jsonb_agg(to_jsonb(stored) - 'updated_at' order by entitlement)
          from public.entitlements as stored where stored.user_id = users.id) as stored,
        (select jsonb_agg(to_jsonb(derived) - 'updated_at' order by entitlement)
          from billing.derived_entitlements(users.id) as derived) as derived
      from users
    )
    select count(*)::int as deviations from pairs where stored is distinct from derived`
  return row?.deviations
}

export function readSql(name: string, first = 0, last = 0): string {
  return readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8')
    .replaceAll(':first', String(first))
    .replaceAll(':last', String(last))
}
