import type { FinishInvoiceAnswer } from '../_shared/domain/billing-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { fetchInvoice } from './fetch-invoice.ts'
import { requireOwnInvoice } from './own-records.ts'
import { settleInvoice } from './settle-invoice.ts'

/** After the browser has confirmed: what has become of the invoice. Reads, and sets what is set already: may be repeated. */
export async function finishInvoice(
  user: SignedInUser,
  body: { invoice_id: string },
  deps: SyncDeps,
): Promise<FinishInvoiceAnswer> {
  const id = await requireOwnInvoice(deps.database, user.id, body.invoice_id)
  const payable = await fetchInvoice(id, deps)
  if (payable.invoice.status === 'paid') await settleInvoice(payable, deps)
  return { status: payable.invoice.status ?? 'draft' }
}
