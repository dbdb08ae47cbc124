import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

type Released = { expires_at: string; refusal?: string }
type Claimed = { moved?: number; tasks?: number[]; refusal?: string }

export async function release(sql: Sql, userId: string, code: string = randomUUID()): Promise<Released> {
  const [row] = await sql`select billing.release_app_store_purchases(${userId}, ${code}) as answer`
  return row?.answer
}

export async function claim(sql: Sql, userId: string, code: string): Promise<Claimed> {
  const [row] = await sql`select billing.claim_app_store_purchases(${userId}, ${code}) as answer`
  return row?.answer
}

/** Both accounts agree. */
export async function move(sql: Sql, from: string, to: string): Promise<Claimed> {
  const code = randomUUID()
  const released = await release(sql, from, code)
  return released.refusal ? { refusal: released.refusal } : claim(sql, to, code)
}
