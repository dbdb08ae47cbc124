import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { asUser } from './act-as.ts'

export type SignedIn = { userId: string; sessionId: string }

/** A session as Auth would have it, for a user who signed in on some device. */
export async function openSession(sql: Sql, userId: string, device: { agent?: string; ip?: string } = {}) {
  const sessionId = randomUUID()
  await sql`
    insert into auth.sessions (id, user_id, user_agent, ip)
    values (${sessionId}, ${userId}, ${device.agent ?? null}, ${device.ip ?? null})`
  return { userId, sessionId }
}

/** Runs statements with the claims of that session's token; `age`: seconds since the person last proved who they are. */
export function asSession<T>(
  sql: Sql,
  { userId, sessionId }: SignedIn,
  work: (sql: TransactionSql) => Promise<T>,
  { age = 0, ...more }: { age?: number; amr?: unknown } = {},
): Promise<T> {
  return asUser(
    sql,
    userId,
    async (transaction) => {
      const amr = [{ method: 'password', timestamp: Math.floor(Date.now() / 1000) - age }]
      const claims = { sub: userId, role: 'authenticated', session_id: sessionId, amr, ...more }
      await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
      return work(transaction)
    },
    { commit: true },
  )
}
