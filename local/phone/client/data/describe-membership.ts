import { formatDate } from './format-date.ts'
import { hasAccess, type Membership } from './membership.ts'
import type { EntitlementRow } from './rows.ts'

export type MembershipWords = {
  title: string
  state: string
  tone: 'good' | 'warning' | 'quiet'
  detail: string
  /** Where it is paid; null when nothing is. */
  store: string | null
}

const STORES = { stripe: 'On the web', app_store: 'App Store', grant: 'A gift' } as const

const NO_LONGER_SHARED = { state: 'Ended', tone: 'quiet', detail: 'It is no longer shared with you.' } as const

/** What the app says about the subscription. `isShared`: somebody else in the family pays for it. */
export function describeMembership({ shown, plan }: Membership, now: Date, isShared = false): MembershipWords {
  if (!shown) {
    return {
      title: 'No subscription',
      state: 'Free',
      tone: 'quiet',
      detail: 'The free lessons are yours.',
      store: null,
    }
  }
  // What was bought once, or given, is in no plan: its right has a name of its own.
  const title = plan?.name ?? shown.entitlement.charAt(0).toUpperCase() + shown.entitlement.slice(1)
  const store = isShared ? 'Your family' : STORES[shown.store]
  if (isShared && shown.status === 'revoked') return { title, ...NO_LONGER_SHARED, store }
  return { title, ...describeState(shown, now), store }
}

function describeState(row: EntitlementRow, now: Date): Pick<MembershipWords, 'state' | 'tone' | 'detail'> {
  if (hasAccess(row, now)) return describeAccess(row)
  if (row.status === 'in_billing_retry') {
    return { state: 'Payment failed', tone: 'warning', detail: 'Update your payment method to get access back.' }
  }
  if (row.status === 'revoked') return { state: 'Refunded', tone: 'quiet', detail: 'This subscription was refunded.' }
  if (row.status === 'paused') return { state: 'Paused', tone: 'quiet', detail: 'This subscription is paused.' }
  return { state: 'Ended', tone: 'quiet', detail: `Ended on ${formatDate(row.expires_at)}` }
}

function describeAccess(row: EntitlementRow): Pick<MembershipWords, 'state' | 'tone' | 'detail'> {
  if (row.status === 'in_grace_period') {
    const detail = `The last payment failed. Access until ${formatDate(row.access_ends_at)}`
    return { state: 'Payment failed', tone: 'warning', detail }
  }
  if (row.period_type === 'trial') return describeTrial(row)
  if (isEndless(row)) return { state: 'Active', tone: 'good', detail: 'Without an end' }
  if (!row.will_renew) {
    return { state: 'Active', tone: 'good', detail: `Ends on ${formatDate(row.expires_at ?? row.access_ends_at)}` }
  }
  return { state: 'Active', tone: 'good', detail: `Renews on ${formatDate(row.expires_at)}` }
}

function describeTrial(row: EntitlementRow): Pick<MembershipWords, 'state' | 'tone' | 'detail'> {
  const end = formatDate(row.expires_at)
  const detail = row.will_renew ? `Free until ${end}, then it is paid` : `Free until ${end}, then it ends`
  return { state: 'Trial', tone: 'good', detail }
}

/** The database writes the end of what was given for good as the year 9999, because 'infinity' is no date to a client. */
function isEndless({ access_ends_at }: EntitlementRow): boolean {
  return access_ends_at !== null && new Date(access_ends_at).getUTCFullYear() >= 9999
}
