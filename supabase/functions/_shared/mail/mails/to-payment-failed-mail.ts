import { formatDate, formatMoney, type Money } from '../format.ts'
import type { WrittenMail } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

export type PaymentFailedFacts = {
  siteUrl: string
  planName: string
  price: Money
  /** Stripe's id: the page finds it among the reader's own. */
  invoiceId: string
  /** When Stripe tries by itself again; null when it does not. */
  nextAttemptAt: Date | null
  /** When it ends if nothing is paid. Unknown: what the failure does to it was not heard yet. */
  access: Date | 'closed' | 'unknown'
}

export function toPaymentFailedMail(facts: PaymentFailedFacts): WrittenMail {
  const { planName, price, nextAttemptAt } = facts
  const retry = nextAttemptAt
    ? `We try again on ${formatDate(nextAttemptAt)}.`
    : 'We do not try again by ourselves: please pay with another card.'
  return writeMail({
    subject: 'Your payment did not go through',
    preview: `${formatMoney(price)} for ${planName} could not be charged. It takes a minute to put right.`,
    title: 'Your payment did not go through',
    paragraphs: [
      `We could not charge ${formatMoney(price)} for ${planName}. Most often a card has expired, or the bank said no.`,
      [retry, describeAccess(facts)].filter(Boolean).join(' '),
    ],
    button: { label: 'Pay now', url: `${facts.siteUrl}/pay/${encodeURIComponent(facts.invoiceId)}` },
    notes: ['You sign in first. We never ask for card details by mail.'],
  })
}

function describeAccess({ planName, access }: PaymentFailedFacts): string {
  if (access === 'unknown') return ''
  return access === 'closed'
    ? `${planName} is closed until it is paid.`
    : `You keep ${planName} until ${formatDate(access)}.`
}
