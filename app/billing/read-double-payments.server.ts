import type { Supabase } from '#app/auth/supabase.server.ts'
import { type DoublePaymentRow, doublePaymentSchema } from '#app/billing/rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'

/** The subscriptions that the signed-in user pays at once, the one to keep first; empty for nearly everybody. */
export function readDoublePayments(supabase: Supabase): Promise<DoublePaymentRow[]> {
  return readRows('double_payments', doublePaymentSchema, supabase.rpc('double_payments'))
}
