import { formatMoney, type Money } from '../format.ts'
import type { WrittenMail } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

export type PaymentNeedsConfirmationFacts = { siteUrl: string; planName: string; price: Money; invoiceId: string }

/** The bank wants its customer's word (3-D Secure) for a charge that came without them. */
export function toPaymentNeedsConfirmationMail(facts: PaymentNeedsConfirmationFacts): WrittenMail {
  const { planName, price } = facts
  return writeMail({
    subject: 'Please confirm your payment',
    preview: `Your bank asks you to confirm ${formatMoney(price)} for ${planName}.`,
    title: 'Your bank asks you to confirm',
    paragraphs: [
      `Your bank wants to hear from you before it pays ${formatMoney(price)} for ${planName}. Nothing is charged until you confirm.`,
    ],
    button: { label: 'Confirm the payment', url: `${facts.siteUrl}/pay/${encodeURIComponent(facts.invoiceId)}` },
    notes: ['You sign in first, and your bank then asks you in its own way. We never ask for card details by mail.'],
  })
}
