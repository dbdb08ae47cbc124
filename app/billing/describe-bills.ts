import type { Extra, InvoiceRow, PaymentFault, PaymentRow } from '#app/billing/account-rows.server.ts'
import { nameCard } from '#app/billing/describe-card.ts'
import type { Tone } from '#app/billing/describe-status.ts'
import { formatShortDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'

/** A line of the list of invoices: an invoice, or a one-time payment, which has no number and no pages at Stripe. */
export type BillWords = {
  id: string
  date: string
  number: string | null
  title: string
  amount: string
  card: string | null
  paidOn: string | null
  label: string
  tone: Tone
  payPath: string | null
  hostedUrl: string | null
  pdfUrl: string | null
}

/** Stripe's `billing_reason`, https://docs.stripe.com/api/invoices/object, as what the money is for. */
const reasons: Record<string, string> = {
  subscription_create: 'Subscription',
  subscription_cycle: 'Renewal',
  subscription_update: 'Change of plan',
}

export function describeInvoice(row: InvoiceRow, locale: string): BillWords {
  const isOpen = row.status === 'open' && row.amount_remaining > 0
  return {
    id: row.invoice_id,
    date: formatShortDate(row.created_at, locale),
    number: row.number,
    title: reasons[row.billing_reason ?? ''] ?? 'Invoice',
    amount: formatMoney(row.amount_due, row.currency, locale),
    ...describePayment(row, locale),
    ...describeInvoiceStatus(row),
    payPath: isOpen || row.status === 'uncollectible' ? `/pay/${row.invoice_id}` : null,
    hostedUrl: row.hosted_url,
    pdfUrl: row.pdf_url,
  }
}

export function describeOneTimePayment(row: PaymentRow, extras: Extra[], locale: string): BillWords {
  return {
    id: row.payment_intent_id,
    date: formatShortDate(row.created_at, locale),
    number: null,
    title: extras.find(({ id }) => id === row.extra_id)?.name ?? 'One-time payment',
    amount: formatMoney(row.amount, row.currency, locale),
    ...describePayment(row, locale),
    ...describePaymentStatus(row),
    payPath: null,
    hostedUrl: null,
    pdfUrl: null,
  }
}

function describePayment(row: InvoiceRow | PaymentRow, locale: string): Pick<BillWords, 'card' | 'paidOn'> {
  const isCharged = row.card_brand !== null || row.card_last4 !== null
  return {
    card: isCharged ? nameCard(row.card_brand, row.card_last4) : null,
    paidOn: row.paid_at === null ? null : formatShortDate(row.paid_at, locale),
  }
}

type StatusWords = Pick<BillWords, 'label' | 'tone'>

function describeInvoiceStatus({ status, needs, attempt_count, payment_fault }: InvoiceRow): StatusWords {
  if (payment_fault !== null) return faults[payment_fault]
  switch (status) {
    case 'paid':
      return { label: 'Paid', tone: 'good' }
    case 'open':
      if (needs === 'action') return { label: 'Bank asks to confirm', tone: 'bad' }
      return needs === 'payment_method' || attempt_count > 0
        ? { label: 'Payment failed', tone: 'bad' }
        : { label: 'Open', tone: 'warning' }
    case 'uncollectible':
      return { label: 'Not paid', tone: 'bad' }
    case 'void':
      return { label: 'Canceled', tone: 'quiet' }
    default:
      return { label: status, tone: 'quiet' }
  }
}

function describePaymentStatus({ status, payment_fault }: PaymentRow): StatusWords {
  if (payment_fault !== null) return faults[payment_fault]
  return status === 'succeeded' ? { label: 'Paid', tone: 'good' } : { label: 'Processing', tone: 'warning' }
}

const faults: Record<PaymentFault, StatusWords> = {
  refunded: { label: 'Refunded', tone: 'quiet' },
  disputed: { label: 'Disputed', tone: 'bad' },
  dispute_lost: { label: 'Taken back', tone: 'bad' },
}
