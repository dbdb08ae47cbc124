import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { createUser } from '../act-as.ts'
import { buildTransactionFact, notifyAppStore } from '../records.ts'

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

/** An owner with a purchase that Apple bound to them, and somebody else. */
export async function createOwner(
  sql: Sql,
  overrides: object = {},
  build: typeof buildTransactionFact = buildTransactionFact,
) {
  const [owner, other] = [await createUser(sql), await createUser(sql)]
  const fact = build({ transaction_id: randomUUID(), app_account_token: owner, ...overrides })
  await notifyAppStore(sql, { transaction: fact })
  return { owner, other, fact, original: fact.original_transaction_id }
}
