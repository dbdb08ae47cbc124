import type { NoticeRow } from '#app/billing/account-rows.server.ts'
import { formatDate } from '#app/billing/format-date.ts'

export type NoticeWords = {
  id: number
  tone: 'good' | 'warning' | 'bad'
  text: string
  link: { to: string; label: string } | null
}

type Reader = { locale: string; now: Date }

/** What a person should be told now. The database drops what is settled; what only time has settled is left out here. */
export function describeNotices(rows: NoticeRow[], reader: Reader): NoticeWords[] {
  return rows.filter((row) => isCurrent(row, reader)).map((row) => describeNotice(row, reader.locale))
}

function isCurrent({ kind, happens_at }: NoticeRow, { now }: Reader): boolean {
  const isAnnouncement = kind === 'trial_ending' || kind === 'renewal_upcoming'
  return !isAnnouncement || (happens_at !== null && new Date(happens_at) > now)
}

function describeNotice({ id, kind, invoice_id, happens_at }: NoticeRow, locale: string): NoticeWords {
  const on = happens_at === null ? '' : ` on ${formatDate(happens_at, locale)}`
  const payPath = invoice_id === null ? '/pay' : `/pay/${invoice_id}`
  switch (kind) {
    case 'trial_ending':
      return {
        id,
        tone: 'warning',
        text: `Your trial ends${on}. Then your card is charged for the first time, unless you cancel before.`,
        link: null,
      }
    case 'renewal_upcoming':
      return { id, tone: 'good', text: `Your subscription renews${on}.`, link: null }
    case 'payment_failed':
      return {
        id,
        tone: 'bad',
        text: `A payment failed${on}.`,
        link: { to: payPath, label: 'Pay with this or another card' },
      }
    case 'payment_action_required':
      return {
        id,
        tone: 'bad',
        text: 'Your bank asks you to confirm a payment yourself.',
        link: { to: payPath, label: 'Confirm the payment' },
      }
    case 'subscription_ended':
      return {
        id,
        tone: 'warning',
        text: `Your subscription ended${on}.`,
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
