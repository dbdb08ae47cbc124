import type Stripe from 'stripe'
import { AppError } from '../_shared/domain/errors.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { recordFactAnswer } from '../_shared/stripe/sync-fact.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'

export type PayableInvoice = {
  invoice: Stripe.Invoice
  intent: Stripe.PaymentIntent | null
  clientSecret: string | null
}

/** An invoice as it is now, with the payment that it waits for; records it on the way. */
export async function fetchInvoice(id: string, deps: SyncDeps): Promise<PayableInvoice> {
  const invoice = await callStripe(deps, (stripe) =>
    stripe.invoices.retrieve(id, { expand: ['confirmation_secret', 'payments.data.payment.payment_intent'] }),
  )
  await recordFactAnswer('invoice', invoice, deps)
  const payments = invoice.payments?.data ?? []
  const intent = (payments.find(({ is_default }) => is_default) ?? payments[0])?.payment.payment_intent
  return {
    invoice,
    intent: typeof intent === 'object' ? intent : null,
    clientSecret: invoice.confirmation_secret?.client_secret ?? null,
  }
}

/** What can be paid is open, or was given up on; throws `invoice_already_paid`, or `invoice_not_found` for what nobody owes. */
export function requirePayable({ invoice }: PayableInvoice): void {
  if (invoice.status === 'paid') throw new AppError('invoice_already_paid')
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') throw new AppError('invoice_not_found')
}
