import type { Sql } from 'postgres'
import type { Rows } from './read-truth.ts'

export type Difference = { id: string; expected: unknown; found: unknown }

/** Where our rows say something else than the App Store. A row that is not there differs as a whole. */
export function findDifferences(expected: Rows, found: Rows): Difference[] {
  const differences: Difference[] = []
  for (const [id, truth] of expected) {
    const row = found.get(id)
    const names = Object.keys(truth).filter((name) => truth[name] !== undefined && !isSame(truth[name], row?.[name]))
    if (!row) differences.push({ id, expected: truth, found: 'no row' })
    else if (names.length > 0) differences.push({ id, expected: pick(truth, names), found: pick(row, names) })
  }
  for (const id of found.keys())
    if (!expected.has(id)) differences.push({ id, expected: 'no row', found: found.get(id) })
  return differences
}

export async function readSubscriptionRows(sql: Sql): Promise<Rows> {
  const rows = await sql`select * from public.subscriptions where store = 'app_store'`
  return new Map(rows.map((row) => [row.store_subscription_id, row]))
}

export async function readPurchaseRows(sql: Sql): Promise<Rows> {
  const rows = await sql`select * from public.app_store_purchases`
  return new Map(rows.map((row) => [row.original_transaction_id, row]))
}

function isSame(expected: unknown, found: unknown): boolean {
  return expected === (found instanceof Date ? found.toISOString() : found)
}

function pick(row: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}
