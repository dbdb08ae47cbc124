import type { Supabase } from '#app/auth/supabase.server.ts'
import { type PaymentMethodRow, paymentMethodSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** The signed-in user's saved cards, the newest first; a card that was removed is not among them. */
export function readPaymentMethods(supabase: Supabase): Promise<PaymentMethodRow[]> {
  const query = supabase
    .from('payment_methods')
    .select(toColumns(paymentMethodSchema))
    .order('created_at', { ascending: false })
  return readRows('payment_methods', paymentMethodSchema, query)
}
