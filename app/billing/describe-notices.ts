import type { NoticeRow } from '#app/billing/account-rows.server.ts'
import { formatDate } from '#app/billing/format-date.ts'

export type NoticeWords = {
  id: string
  tone: 'good' | 'warning' | 'bad'
  text: string
  link: { to: string; label: string } | null
}

type Reader = { hasOpenInvoice: boolean; locale: string; now: Date }

/** What a person should be told now. What time or a payment has settled since is left out, although nobody dismissed it. */
export function describeNotices(rows: NoticeRow[], reader: Reader): NoticeWords[] {
  return rows.filter((row) => isCurrent(row, reader)).map((row) => describeNotice(row, reader.locale))
}

function isCurrent({ kind, happens_at }: NoticeRow, { hasOpenInvoice, now }: Reader): boolean {
  if (kind === 'payment_failed' || kind === 'payment_action_required') return hasOpenInvoice
  if (kind === 'trial_ending' || kind === 'renewal_upcoming') return new Date(happens_at) > now
  return true
}

function describeNotice({ id, kind, happens_at }: NoticeRow, locale: string): NoticeWords {
  const date = formatDate(happens_at, locale)
  switch (kind) {
    case 'trial_ending':
      return {
        id,
        tone: 'warning',
        text: `Your trial ends on ${date}. Then your card is charged for the first time, unless you cancel before.`,
        link: null,
      }
    case 'renewal_upcoming':
      return { id, tone: 'good', text: `Your subscription renews on ${date}.`, link: null }
    case 'payment_failed':
      return {
        id,
        tone: 'bad',
        text: `A payment failed on ${date}.`,
        link: { to: '/pay', label: 'Pay with this or another card' },
      }
    case 'payment_action_required':
      return {
        id,
        tone: 'bad',
        text: 'Your bank asks you to confirm a payment yourself.',
        link: { to: '/pay', label: 'Confirm the payment' },
      }
    case 'subscription_ended':
      return {
        id,
        tone: 'warning',
        text: `Your subscription ended on ${date}.`,
        link: { to: '/pricing', label: 'Subscribe again' },
      }
    case 'trial_refused':
      return {
        id,
        tone: 'warning',
        text: 'The free trial did not start: this card has had one already. Nothing was charged.',
        link: { to: '/pricing', label: 'Subscribe without a trial' },
      }
  }
}
