import type { Sql } from 'postgres'

/** Every table, of Auth too, in which a text occurs anywhere in a row, e.g. `billing.webhook_events (3)`. */
export async function findTraces(sql: Sql, text: string): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'billing', 'auth') and table_type = 'BASE TABLE' order by 1`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await sql.unsafe(`select count(*)::int as n from ${name} as r where r::text ilike $1`, [`%${text}%`])
    if (row?.n > 0) found.push(`${name} (${row?.n})`)
  }
  return found
}
