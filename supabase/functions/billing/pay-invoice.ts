import type { PayInvoiceAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { fetchInvoice, type PayableInvoice, requirePayable } from './fetch-invoice.ts'
import { requireOwnInvoice } from './own-records.ts'
import { requireOwnCard } from './require-own-card.ts'
import { settleInvoice } from './settle-invoice.ts'

/**
 * Pays an open invoice with a saved card, which then becomes the default. Two clicks carry one key until the attempt has
 * failed, and Stripe charges no invoice twice. What has come of it is read, not concluded from the answer.
 */
export async function payInvoice(
  user: SignedInUser,
  body: { invoice_id: string; payment_method_id: string },
  deps: SyncDeps,
): Promise<PayInvoiceAnswer> {
  const id = await requireOwnInvoice(deps.database, user.id, body.invoice_id)
  const { card } = await requireOwnCard(user, body.payment_method_id, deps)
  const before = await fetchInvoice(id, deps)
  requirePayable(before)
  const failure = await attemptPayment(before, card.id, deps)
  const after = await fetchInvoice(id, deps)
  if (after.invoice.status === 'paid') {
    await settleInvoice(after, deps)
    return { kind: 'done' }
  }
  if (after.intent?.status === 'requires_action' && after.clientSecret) {
    return { kind: 'payment', client_secret: after.clientSecret }
  }
  throw failure ?? new AppError('card_declined')
}

/** The failure if there was one: a card that asks for 3-D Secure also answers with one, which is no decline yet. */
async function attemptPayment({ invoice }: PayableInvoice, card: string, deps: SyncDeps): Promise<AppError | null> {
  try {
    await callStripe(deps, (stripe) =>
      stripe.invoices.pay(
        invoice.id,
        { payment_method: card, off_session: false },
        { idempotencyKey: `pay:${invoice.id}:${card}:${invoice.attempt_count}` },
      ),
    )
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'store_unavailable') throw error
    return error
  }
}
