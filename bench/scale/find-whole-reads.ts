import type { Sql } from 'postgres'
import { listNodes, type PlanNode, type RunStatement } from './plan.ts'

/** Postgres rightly reads a table of a few pages as a whole: from how many rows on it must not. */
const small = 1000
// Asked for as a whole: the list of all lessons.
const allowed = new Set(['public.lessons', 'public.lesson_previews'])

export type TableSizes = { rows: Map<string, number>; partialIndexes: Set<string> }

export async function readTableSizes(sql: Sql): Promise<TableSizes> {
  const rows = await sql<{ name: string; rows: number }[]>`
    select relnamespace::regnamespace || '.' || relname as name, reltuples::float8 as rows
    from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'billing'::regnamespace, 'auth'::regnamespace)`
  const partial = await sql<{ name: string }[]>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid where indpred is not null`
  return {
    rows: new Map(rows.map((row) => [row.name, row.rows])),
    partialIndexes: new Set(partial.map(({ name }) => name)),
  }
}

/** The tables that statements read from end to end, by the table or by a whole index without a condition. */
export function findWholeReads(statements: RunStatement[], sizes: TableSizes): string[] {
  const found = statements.flatMap(({ plan }) =>
    listNodes(plan)
      .filter((node) => isWholeRead(node, sizes) && !allowed.has(toTable(node)))
      .map((node) => `${node['Node Type']} on ${toTable(node)}`),
  )
  return [...new Set(found)]
}

function isWholeRead(node: PlanNode, { rows, partialIndexes }: TableSizes): boolean {
  if ((rows.get(toTable(node)) ?? 0) <= small) return false
  const kind = node['Node Type']
  if (kind === 'Seq Scan') return true
  // The predicate of a partial index is a condition that the plan does not show.
  return /^Index (Only )?Scan$/.test(kind) && !node['Index Cond'] && !partialIndexes.has(node['Index Name'] ?? '')
}

function toTable(node: PlanNode): string {
  return `${node.Schema}.${node['Relation Name']}`
}
