import { formatDate, formatMoney, type Money } from '../format.ts'
import type { WrittenMail } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

export type TrialEndingFacts = {
  siteUrl: string
  planName: string
  price: Money
  interval: 'month' | 'year'
  endsAt: Date
  /** What a promotion code or credit make of the first payment; null when it is simply the price. */
  firstCharge: Money | null
}

/** Only for a trial that goes on into a paid plan: one that was cancelled has nothing to announce. */
export function toTrialEndingMail({
  siteUrl,
  planName,
  price,
  interval,
  endsAt,
  firstCharge,
}: TrialEndingFacts): WrittenMail {
  const day = formatDate(endsAt)
  return writeMail({
    subject: `Your free trial ends on ${day}`,
    preview: `Then ${planName} costs ${formatMoney(price)} a ${interval}. Cancel before, and nothing is charged.`,
    title: 'Your free trial ends soon',
    paragraphs: [
      'If you want to stay, there is nothing to do.',
      'If not, cancel before that day: nothing is charged, and you keep the plan until then.',
    ],
    facts: [
      { label: 'Plan', value: planName },
      { label: 'Free until', value: day },
      { label: 'Then', value: `${formatMoney(price)} a ${interval}` },
      ...(firstCharge ? [{ label: 'First payment', value: formatMoney(firstCharge) }] : []),
    ],
    button: { label: 'See or cancel my plan', url: `${siteUrl}/account` },
    notes: ['You get this mail because a free trial of yours is about to become a paid plan.'],
  })
}
