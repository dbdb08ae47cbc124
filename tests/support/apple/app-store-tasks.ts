import type { Sql } from 'postgres'

export type ClaimedTask = {
  id: number
  kind: 'set_app_account_token' | 'answer_refund_request' | 'read_status'
  environment: 'production' | 'sandbox'
  original_transaction_id: string
  transaction_id: string | null
  user_id: string | null
  attempts: number
  answer: object | null
}

export async function claimTasks(sql: Sql, onlyIds: number[] | null = null, atMost = 100): Promise<ClaimedTask[]> {
  const [row] = await sql`select billing.claim_app_store_tasks(${onlyIds}, ${atMost}) as tasks`
  return row?.tasks
}

export const finishTask = (sql: Sql, id: number, outcome: string) =>
  sql`select billing.finish_app_store_task(${id}, ${outcome})`

export const failTask = (sql: Sql, id: number, more: { retryAt?: string; isFinal?: boolean } = {}) =>
  sql`select billing.fail_app_store_task(${id}, 'Apple said no', ${more.retryAt ?? null}, ${more.isFinal ?? false})`

/** All that was ever owed because of a purchase, oldest first. */
export const readTasks = (sql: Sql, original: string) => sql`
  select id::int, kind, user_id, attempts, outcome, last_error, done_at is not null as is_done
  from billing.app_store_tasks where original_transaction_id = ${original} order by id`

/** Lets the time pass after which a task is tried again. */
export const makeDue = (sql: Sql, id: number) =>
  sql`update billing.app_store_tasks set next_attempt_at = now() where id = ${id}`
