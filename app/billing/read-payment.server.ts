import type { Supabase } from '#app/auth/supabase.server.ts'
import { type PaymentRow, paymentSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** A one-time payment, begun ones included; null when it is not the signed-in user's own. */
export async function readPayment(supabase: Supabase, intentId: string): Promise<PaymentRow | null> {
  const query = supabase.from('payments').select(toColumns(paymentSchema)).eq('payment_intent_id', intentId)
  return (await readRows('payments', paymentSchema, query))[0] ?? null
}
