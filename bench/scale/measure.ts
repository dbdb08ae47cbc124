import type { Sql } from 'postgres'
import type { Operation } from './operations.ts'
import type { PlanNode } from './plan.ts'
import type { RandomUsers } from './random-users.ts'

export type Measurement = { median: number; p99: number; buffers: number; reads: number }
type Explained = { Plan: PlanNode; Planning: PlanNode; 'Planning Time': number; 'Execution Time': number }

export const runs = 500
const warmUps = 20

/** Times an operation inside the database, planning included, on random users: the clock is Postgres's own. */
export async function measure(sql: Sql, operation: Operation, users: RandomUsers, count = runs): Promise<Measurement> {
  const samples: Explained[] = []
  for (let run = -warmUps; run < count; run++) {
    const explained = await explain(sql, operation, users)
    if (run >= 0) samples.push(explained)
  }
  const total = samples.map((sample) => sample['Planning Time'] + sample['Execution Time'])
  const pages = (blocks: 'Shared Hit Blocks' | 'Shared Read Blocks') =>
    samples.map((sample) => (sample.Plan[blocks] ?? 0) + (sample.Planning?.[blocks] ?? 0))
  const reads = pages('Shared Read Blocks')
  return {
    median: toQuantile(total, 0.5),
    p99: toQuantile(total, 0.99),
    buffers: toQuantile(
      pages('Shared Hit Blocks').map((hits, run) => hits + (reads[run] ?? 0)),
      0.5,
    ),
    reads: reads.reduce((sum, blocks) => sum + blocks, 0) / count,
  }
}

async function explain(sql: Sql, operation: Operation, users: RandomUsers): Promise<Explained> {
  const { userId, statement } = await operation.call(users)
  const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
  const results = await sql.unsafe(`
    begin;
    select set_config('request.jwt.claims', '${claims}', true);
    set local role ${operation.role};
    explain (analyze, buffers, timing off, format json) ${statement};
    ${operation.commits ? 'commit' : 'rollback'}`)
  // One array of rows per statement that gives any.
  const rows = (results as unknown as { 'QUERY PLAN'?: Explained[] }[][]).flat()
  return rows.find((row) => row['QUERY PLAN'])?.['QUERY PLAN']?.[0] as Explained
}

function toQuantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}
