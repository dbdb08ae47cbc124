import type { InvoicePaymentAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { fetchInvoice, requirePayable } from './fetch-invoice.ts'
import { requireOwnInvoice } from './own-records.ts'

/** What an open invoice needs to be paid in the browser. Reads only: the payment is the one that Stripe made for it. */
export async function openInvoicePayment(
  user: SignedInUser,
  body: { invoice_id?: string | null },
  deps: SyncDeps,
): Promise<InvoicePaymentAnswer> {
  const id = await requireOwnInvoice(deps.database, user.id, body.invoice_id ?? null)
  const payable = await fetchInvoice(id, deps)
  requirePayable(payable)
  const { invoice, intent, clientSecret } = payable
  if (!clientSecret || !intent) {
    throw new AppError('internal', { cause: new Error('an open invoice without a payment') })
  }
  return {
    invoice_id: id,
    number: invoice.number,
    amount_due: invoice.amount_remaining,
    currency: invoice.currency,
    client_secret: clientSecret,
    payment_status: intent.status,
  }
}
