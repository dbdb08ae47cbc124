import { type SessionRow, sessionSchema } from '#app/account/rows.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'

/** Where the person is signed in: this browser first, then the latest. */
export async function readSessions(supabase: Supabase): Promise<SessionRow[]> {
  const rows = await readRows('my_sessions', sessionSchema, supabase.rpc('my_sessions'))
  const rank = (row: SessionRow) => (row.is_current ? Number.POSITIVE_INFINITY : Date.parse(row.last_used_at))
  return rows.toSorted((one, other) => rank(other) - rank(one))
}
