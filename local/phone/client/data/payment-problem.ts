import type { InvoiceRow, SubscriptionRow } from './rows.ts'

/** What keeps a payment on the web from being made: the card, or the bank's question about it. */
export type PaymentProblem = 'payment_method' | 'action'

/**
 * The bank's question comes first: a new card would only be asked the same. A first payment that was begun on the web is
 * no debt yet: leading there would be selling.
 */
export function decidePaymentProblem(
  subscriptions: Pick<SubscriptionRow, 'store' | 'status'>[],
  open: InvoiceRow[],
): PaymentProblem | null {
  const invoices = open.filter(({ billing_reason }) => billing_reason !== 'subscription_create')
  if (invoices.some(({ needs }) => needs === 'action')) return 'action'
  const isUnpaid = subscriptions.some(
    ({ store, status }) => store === 'stripe' && (status === 'in_grace_period' || status === 'in_billing_retry'),
  )
  return isUnpaid || invoices.some(({ needs }) => needs === 'payment_method') ? 'payment_method' : null
}
