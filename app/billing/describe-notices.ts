import type { NoticeRow } from '#app/billing/account-rows.server.ts'
import { formatDate } from '#app/billing/format-date.ts'

/** `ids`: what goes with this one when it is dismissed. */
export type NoticeWords = {
  ids: number[]
  tone: 'good' | 'warning' | 'bad'
  text: string
  link: { to: string; label: string } | null
}

type Reader = { locale: string; now: Date }

/** What a person should be told now. The database drops what is settled; what only time has settled is left out here. */
export function describeNotices(rows: NoticeRow[], reader: Reader): NoticeWords[] {
  const current = rows.filter((row) => isCurrent(row, reader))
  return groupByInvoice(current).map((group) => ({
    ids: group.map(({ id }) => id),
    ...describeNotice(pickTeller(group), reader.locale),
  }))
}

/** Stripe tells of one refused payment twice, as failed and as waiting for the bank: a person needs to hear of it once. */
function groupByInvoice(rows: NoticeRow[]): NoticeRow[][] {
  const keyOf = ({ id, invoice_id }: NoticeRow) => invoice_id ?? id
  return [...new Set(rows.map(keyOf))].map((key) => rows.filter((row) => keyOf(row) === key))
}

/** The newest, and of the same second the one that says what to do. */
function pickTeller(group: NoticeRow[]): NoticeRow {
  const weigh = ({ happens_at, kind }: NoticeRow) =>
    Date.parse(happens_at ?? '') + (kind === 'payment_action_required' ? 1 : 0)
  return group.reduce((best, row) => (weigh(row) > weigh(best) ? row : best))
}

function isCurrent({ kind, happens_at }: NoticeRow, { now }: Reader): boolean {
  const isAnnouncement = kind === 'trial_ending' || kind === 'renewal_upcoming'
  return !isAnnouncement || (happens_at !== null && new Date(happens_at) > now)
}

function describeNotice({ kind, invoice_id, happens_at }: NoticeRow, locale: string): Omit<NoticeWords, 'ids'> {
  const on = happens_at === null ? '' : ` on ${formatDate(happens_at, locale)}`
  const payPath = invoice_id === null ? '/pay' : `/pay/${invoice_id}`
  switch (kind) {
    case 'trial_ending':
      return {
        tone: 'warning',
        text: `Your trial ends${on}. Then your card is charged for the first time, unless you cancel before.`,
        link: null,
      }
    case 'renewal_upcoming':
      return { tone: 'good', text: `Your subscription renews${on}.`, link: null }
    case 'payment_failed':
      return {
        tone: 'bad',
        text: `A payment failed${on}.`,
        link: { to: payPath, label: 'Pay with this or another card' },
      }
    case 'payment_action_required':
      return {
        tone: 'bad',
        text: 'Your bank asks you to confirm a payment yourself.',
        link: { to: payPath, label: 'Confirm the payment' },
      }
    case 'subscription_ended':
      return {
        tone: 'warning',
        text: `Your subscription ended${on}.`,
        link: { to: '/pricing', label: 'Subscribe again' },
      }
    case 'trial_refused':
      return {
        tone: 'warning',
        text: 'The free trial did not start: this card has had one already. Nothing was charged.',
        link: { to: '/pricing', label: 'Subscribe without a trial' },
      }
  }
}
