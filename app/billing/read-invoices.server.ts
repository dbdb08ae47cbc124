import type { Supabase } from '#app/auth/supabase.server.ts'
import { type InvoiceRow, invoiceSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** The newest invoices made before a moment. Drafts are left out: Stripe may still change them, and has sent them to nobody. */
export function readInvoices(supabase: Supabase, page: { before: string; limit: number }): Promise<InvoiceRow[]> {
  const query = supabase
    .from('invoices')
    .select(toColumns(invoiceSchema))
    .neq('status', 'draft')
    .lt('created_at', page.before)
    .order('created_at', { ascending: false })
    .limit(page.limit)
  return readRows('invoices', invoiceSchema, query)
}

/** The newest invoice that waits for the signed-in user's money, or null. */
export async function readOpenInvoice(supabase: Supabase): Promise<InvoiceRow | null> {
  const query = supabase
    .from('invoices')
    .select(toColumns(invoiceSchema))
    .eq('status', 'open')
    .gt('amount_remaining', 0)
    .order('created_at', { ascending: false })
    .limit(1)
  const [row] = await readRows('invoices', invoiceSchema, query)
  return row ?? null
}
