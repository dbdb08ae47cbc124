import type { InvoiceRow } from '#app/billing/account-rows.server.ts'
import { nameCard } from '#app/billing/describe-card.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'

export type OpenInvoice = {
  id: string
  amount: string
  /** The plan, when it is known which one. */
  what: string
  /** The bill's number and date. */
  bill: string
  why: string
  /** The bank only wants to be told by the card's owner that it was them. */
  asksForConfirmation: boolean
  hostedUrl: string | null
}

/** A bill that waits for its money, in the words of the page that takes it. */
export function describeOpenInvoice(row: InvoiceRow, planName: string | null, locale: string): OpenInvoice {
  const date = formatDate(row.created_at, locale)
  return {
    id: row.invoice_id,
    amount: formatMoney(row.amount_remaining, row.currency, locale),
    what: planName ?? 'Your subscription',
    bill: row.number ? `Invoice ${row.number} of ${date}` : `Invoice of ${date}`,
    why: describeWhy(row),
    asksForConfirmation: row.needs === 'action',
    hostedUrl: row.hosted_url,
  }
}

function describeWhy(row: InvoiceRow): string {
  if (row.needs === 'action') return 'Your bank asks you to confirm this payment. Nothing has been charged yet.'
  if (row.needs === 'payment_method') {
    const card = row.card_brand && row.card_last4 ? nameCard(row.card_brand, row.card_last4) : 'Your card'
    return `${card} was declined. Pay with another card, or with the same one when the bank allows it again.`
  }
  if (row.billing_reason === 'subscription_update') return 'Your change of plan waits for this payment.'
  if (row.billing_reason === 'subscription_create')
    return 'Your first payment was not finished. Nothing has been charged.'
  if (row.attempt_count > 0) return 'The last payment failed. Pay with this card again, or with another one.'
  return 'This invoice has not been paid yet.'
}
