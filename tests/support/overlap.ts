import type { Sql, TransactionSql } from 'postgres'
import { expect } from 'vitest'

type Work<Result> = (sql: Sql) => Promise<Result>

/** Two transactions of which the first one commits only when the second one waits for it, or has run through. */
export async function overlap<First, Second>(sql: Sql, first: Work<First>, second: Work<Second>) {
  let secondDone: Promise<Second> | undefined
  const firstDone = await sql.begin(async (transaction: TransactionSql) => {
    const result = await first(transaction as unknown as Sql)
    let isOver = false
    secondDone = (sql.begin((other) => second(other as unknown as Sql)) as Promise<Second>).finally(() => {
      isOver = true
    })
    await expect.poll(async () => isOver || (await isSomebodyWaiting(sql)), { interval: 2, timeout: 5000 }).toBe(true)
    return result
  })
  return [firstDone as First, (await secondDone) as Second] as const
}

async function isSomebodyWaiting(sql: Sql): Promise<boolean> {
  const rows = await sql`
    select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  return rows.length > 0
}
