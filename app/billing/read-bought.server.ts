import type { Supabase } from '#app/auth/supabase.server.ts'
import type { Bought } from '#app/billing/find-bought-extras.ts'
import { readAppStorePurchases } from '#app/billing/read-app-store-purchases.server.ts'
import { readEntitlements } from '#app/billing/read-entitlements.server.ts'
import { readPayments } from '#app/billing/read-payments.server.ts'

/** What the signed-in user bought once, at both stores. */
export async function readBought(supabase: Supabase): Promise<Bought> {
  const [payments, purchases, rights] = await Promise.all([
    readPayments(supabase),
    readAppStorePurchases(supabase),
    readEntitlements(supabase),
  ])
  return { payments, purchases, rights }
}
