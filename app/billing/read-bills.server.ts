import type { Supabase } from '#app/auth/supabase.server.ts'
import { type BillWords, describeInvoice, describeOneTimePayment } from '#app/billing/describe-bills.ts'
import { pageOfBills, readLimit } from '#app/billing/page-of-bills.ts'
import { readExtras } from '#app/billing/read-extras.server.ts'
import { readInvoices } from '#app/billing/read-invoices.server.ts'
import { readPayments } from '#app/billing/read-payments.server.ts'

/** One page of what was billed before a moment, invoices and one-time payments together, the newest first. */
export async function readBills(
  supabase: Supabase,
  { before, locale }: { before: string; locale: string },
): Promise<{ bills: BillWords[]; older: string | null }> {
  const page = { before, limit: readLimit }
  const [invoices, payments, extras] = await Promise.all([
    readInvoices(supabase, page),
    readPayments(supabase, page),
    readExtras(supabase),
  ])
  const described = [
    ...invoices.map((row) => ({ created_at: row.created_at, bill: describeInvoice(row, locale) })),
    ...payments.map((row) => ({ created_at: row.created_at, bill: describeOneTimePayment(row, extras, locale) })),
  ]
  const { rows, older } = pageOfBills(described)
  return { bills: rows.map(({ bill }) => bill), older }
}
