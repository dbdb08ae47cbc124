import type Stripe from 'stripe'
import { formatMoney } from '../format-money.ts'
import { describeStatus, summarize } from './render-invoice.ts'
import { writePdf } from './write-pdf.ts'

export function writeInvoicePdf(invoice: Stripe.Invoice): Uint8Array<ArrayBuffer> {
  const amount = (value: number) => formatMoney(value, invoice.currency)
  return writePdf(`Invoice ${invoice.number}`, [
    { text: `Invoice ${invoice.number}`, size: 22 },
    { text: 'Made by a simulator. Nothing was charged.' },
    { text: '' },
    { text: invoice.account_name ?? '' },
    { text: `To ${invoice.customer_email ?? ''}` },
    { text: describeStatus(invoice) },
    { text: '' },
    ...invoice.lines.data.map((line) => ({ text: line.description ?? '', right: amount(line.amount) })),
    { text: '' },
    ...summarize(invoice).map(([name, value]) => ({ text: name, right: amount(value) })),
  ])
}
