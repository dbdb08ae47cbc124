import { readFileSync } from 'node:fs'
import type { Sql } from 'postgres'

export type Load = { first: number; last: number; seconds: Record<string, number> }

/** Adds the users `first` to `last` with everything they have, and brings the statistics up to date. */
export async function load(sql: Sql, first: number, last: number, derive: 'each' | 'bulk'): Promise<Load> {
  const seconds: Record<string, number> = {}
  const timed = async (step: string, work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    seconds[step] = (performance.now() - start) / 1000
    console.log(`  ${step}: ${seconds[step].toFixed(1)} s`)
  }
  // No triggers and no checks of foreign keys: one event at a time, a million users would take the better part of an hour.
  await sql.unsafe(`set session_replication_role = replica`)
  for (const step of ['load-users', 'load-subscriptions', 'load-the-rest'])
    await timed(step, () => sql.unsafe(readSql(step, first, last)))
  if (derive === 'bulk') await timed('derive-in-bulk', () => sql.unsafe(readSql('derive-in-bulk', first, last)))
  await sql.unsafe(`set session_replication_role = origin`)
  if (derive === 'each') await timed('derive-each', () => deriveEach(sql, first, last))
  await timed('vacuum', () => sql.unsafe('vacuum (analyze)'))
  await sql.unsafe('checkpoint')
  return { first, last, seconds }
}

/** The way of production: one call per user, triggers on. Each user takes a lock until commit, hence the small batches. */
async function deriveEach(sql: Sql, first: number, last: number): Promise<void> {
  for (let start = first; start <= last; start += 1000)
    await sql`
      select billing.derive_entitlements(bench.user_id(i))
      from generate_series(${start}::bigint, ${Math.min(start + 999, last)}::bigint) as i`
}

/** Users of a sample whose stored rights are not what the derivation says; 0 is what makes the bulk load honest. */
export async function countDeviations(sql: Sql, size: number, sample: number): Promise<number> {
  const [row] = await sql`
    with users as (
      select bench.user_id(1 + floor(random() * ${size})::bigint) as id from generate_series(1, ${sample}::int)
    ), pairs as (
      select users.id,
        (select jsonb_agg(billing.entitlement_content(stored) order by entitlement)
          from public.entitlements as stored where stored.user_id = users.id) as stored,
        (select jsonb_agg(billing.entitlement_content(derived) order by entitlement)
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
