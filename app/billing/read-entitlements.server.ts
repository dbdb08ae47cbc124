import type { Supabase } from '#app/auth/supabase.server.ts'
import { type EntitlementRow, entitlementSchema } from '#app/billing/rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** What the signed-in user may open now; rights that have ended are left out. */
export async function readEntitlements(supabase: Supabase, now = new Date()): Promise<EntitlementRow[]> {
  const query = supabase.from('entitlements').select(toColumns(entitlementSchema))
  const rows = await readRows('entitlements', entitlementSchema, query)
  return rows.filter((row) => givesAccess(row, now))
}

/** Time ends access without any event, so the row is held against the clock at every reading. */
function givesAccess({ access_ends_at }: EntitlementRow, now: Date): boolean {
  return access_ends_at !== null && new Date(access_ends_at) > now
}
