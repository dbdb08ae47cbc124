import type { Supabase } from '#app/auth/supabase.server.ts'
import { type BillingAccountRow, billingAccountSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** The signed-in user's balance and default card; null for whoever has never paid on the web. */
export async function readBillingAccount(supabase: Supabase): Promise<BillingAccountRow | null> {
  const query = supabase.from('billing_accounts').select(toColumns(billingAccountSchema))
  const [row] = await readRows('billing_accounts', billingAccountSchema, query)
  return row ?? null
}
