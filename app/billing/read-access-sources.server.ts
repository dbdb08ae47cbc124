import type { Supabase } from '#app/auth/supabase.server.ts'
import { type AccessSourceRow, accessSourceSchema } from '#app/billing/rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'

/** Everything that gives, or does not give, the signed-in user access, with the reasons; what counts comes first. */
export function readAccessSources(supabase: Supabase): Promise<AccessSourceRow[]> {
  return readRows('explain_access', accessSourceSchema, supabase.rpc('explain_access'))
}
