import type { Supabase } from '#app/auth/supabase.server.ts'
import { type Plan, planSchema } from '#app/billing/rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** All plans, the smallest first. */
export function readPlans(supabase: Supabase): Promise<Plan[]> {
  return readRows('plans', planSchema, supabase.from('plans').select(toColumns(planSchema)).order('rank'))
}
