import type { Supabase } from '#app/auth/supabase.server.ts'
import { type PaymentRow, paymentSchema } from '#app/billing/account-rows.server.ts'
import { toMoment } from '#app/billing/page-of-bills.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

const all = { before: toMoment(null), limit: 1000 }

/** The newest one-time payments made before a moment. Those that were begun and not sent are no bill: nobody owes them. */
export function readPayments(supabase: Supabase, page = all): Promise<PaymentRow[]> {
  const query = supabase
    .from('payments')
    .select(toColumns(paymentSchema))
    .in('status', ['succeeded', 'processing'])
    .lt('created_at', page.before)
    .order('created_at', { ascending: false })
    .limit(page.limit)
  return readRows('payments', paymentSchema, query)
}
