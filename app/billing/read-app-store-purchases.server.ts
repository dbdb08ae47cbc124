import type { Supabase } from '#app/auth/supabase.server.ts'
import { type AppStorePurchaseRow, appStorePurchaseSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** What the signed-in user bought once in the App Store, without what Apple gave the money back for. */
export function readAppStorePurchases(supabase: Supabase): Promise<AppStorePurchaseRow[]> {
  const query = supabase.from('app_store_purchases').select(toColumns(appStorePurchaseSchema)).is('revoked_at', null)
  return readRows('app_store_purchases', appStorePurchaseSchema, query)
}
