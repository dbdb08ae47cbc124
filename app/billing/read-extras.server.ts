import type { Supabase } from '#app/auth/supabase.server.ts'
import { type Extra, extraSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** Everything that can be bought once. */
export function readExtras(supabase: Supabase): Promise<Extra[]> {
  return readRows('extras', extraSchema, supabase.from('extras').select(toColumns(extraSchema)).order('name'))
}
