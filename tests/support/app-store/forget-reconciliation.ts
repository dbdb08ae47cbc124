import type { Sql } from 'postgres'

/** As before the first run: nothing was read, and nothing that an earlier test has left is due. */
export async function forgetReconciliation(sql: Sql): Promise<void> {
  await sql`delete from billing.reconciliation_state`
  await sql`update billing.app_store_checks set next_check_at = null`
  await sql`update billing.app_store_tasks set done_at = now(), outcome = 'of an earlier test' where done_at is null`
}

/** Up to when everything is recorded; null before the first run. */
export async function readCursor(sql: Sql, environment = 'sandbox'): Promise<number | null> {
  const [row] = await sql`
    select value from billing.reconciliation_state where name = ${`app_store_notifications:${environment}`}`
  return row?.value.getTime() ?? null
}
