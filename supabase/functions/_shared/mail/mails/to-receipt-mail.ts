import { formatDate, formatMoney, type Money } from '../format.ts'
import type { WrittenMail } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

export type ReceiptFacts = { siteUrl: string; description: string; paid: Money; paidAt: Date; number: string | null }

/** Says that there is a receipt and where: the document itself is Stripe's. Apple sends its own for what it charges. */
export function toReceiptMail({ siteUrl, description, paid, paidAt, number }: ReceiptFacts): WrittenMail {
  return writeMail({
    subject: `Your receipt for ${formatMoney(paid)}: ${description}`,
    preview: `Paid on ${formatDate(paidAt)}. The receipt is in your account.`,
    title: 'Thank you',
    paragraphs: ['Your payment has arrived. The receipt is in your account, to read or to keep.'],
    facts: [
      { label: 'For', value: description },
      { label: 'Paid', value: formatMoney(paid) },
      { label: 'Date', value: formatDate(paidAt) },
      ...(number ? [{ label: 'Invoice', value: number }] : []),
    ],
    button: { label: 'See my receipts', url: `${siteUrl}/account/invoices` },
    notes: ['You sign in first.'],
  })
}
