import type { Sql } from 'postgres'

/** What a user may use at this moment. */
export async function readRights(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql`
    select entitlement from public.entitlements where user_id = ${userId} and access_ends_at > now() order by entitlement`
  return rows.map(({ entitlement }) => entitlement)
}

/** Whose subscription it is; null when nobody's. */
export async function readOwner(sql: Sql, originalTransactionId: string): Promise<string | null> {
  const [row] = await sql`
    select user_id from public.subscriptions where store_subscription_id = ${originalTransactionId}`
  if (!row) throw new Error('There is no such subscription.')
  return row.user_id
}

export type TaskRow = {
  kind: string
  attempts: number
  outcome: string | null
  last_error: string | null
  waits: number
}

/** What is owed to Apple about a purchase, or was; `waits`: seconds until the next attempt. */
export async function readTasks(sql: Sql, originalTransactionId: string): Promise<TaskRow[]> {
  const rows = await sql<TaskRow[]>`
    select kind, attempts, outcome, last_error, extract(epoch from next_attempt_at - now())::float as waits
    from billing.app_store_tasks where original_transaction_id = ${originalTransactionId} order by id`
  return [...rows]
}
