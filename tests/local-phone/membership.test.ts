import { describe, expect, it } from 'vitest'
import { describeMembership } from '../../local/phone/client/data/describe-membership.ts'
import { toMembership } from '../../local/phone/client/data/membership.ts'
import type { EntitlementRow } from '../../local/phone/client/data/rows.ts'
import { buildEntitlements, PLANS } from './fake-api-data.ts'

const NOW = new Date('2026-11-21T08:00:00Z')
const END = '2026-12-21T08:00:00+00:00'
const PAST = '2026-10-21T08:00:00+00:00'

function describeRows(rows: EntitlementRow[]) {
  return describeMembership(toMembership(rows, PLANS, NOW), NOW)
}

describe('what the phone says about a subscription', () => {
  it.each<[string, EntitlementRow[], object]>([
    ['nothing bought', [], { title: 'No subscription', store: null }],
    [
      'Premium that renews',
      buildEntitlements('premium', { store: 'app_store', expires_at: END, will_renew: true }),
      { title: 'Premium', detail: 'Renews on 21 December 2026', store: 'App Store', tone: 'good' },
    ],
    [
      'Standard that was canceled',
      buildEntitlements('standard', { store: 'stripe', expires_at: END, will_renew: false }),
      { title: 'Standard', detail: 'Ends on 21 December 2026', store: 'On the web' },
    ],
    [
      'a trial on the web',
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: true, period_type: 'trial' }),
      { state: 'Trial', detail: 'Free until 21 December 2026, then it is paid', store: 'On the web' },
    ],
    [
      'a trial that was canceled',
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: false, period_type: 'trial' }),
      { state: 'Trial', detail: 'Free until 21 December 2026, then it ends' },
    ],
    [
      'a failed payment with grace',
      buildEntitlements('premium', {
        store: 'app_store',
        expires_at: PAST,
        will_renew: true,
        status: 'in_grace_period',
        access_ends_at: END,
      }),
      { state: 'Payment failed', tone: 'warning', detail: 'The last payment failed. Access until 21 December 2026' },
    ],
    [
      'a failed payment without grace',
      buildEntitlements('premium', {
        store: 'stripe',
        expires_at: PAST,
        will_renew: true,
        status: 'in_billing_retry',
        access_ends_at: null,
      }),
      { state: 'Payment failed', detail: 'Update your payment method to get access back.' },
    ],
    [
      'one that is over',
      buildEntitlements('premium', { store: 'stripe', expires_at: PAST, will_renew: false, status: 'expired' }),
      { title: 'Premium', state: 'Ended', detail: 'Ended on 21 October 2026' },
    ],
    [
      'one whose time has passed although nobody said so',
      buildEntitlements('premium', { store: 'stripe', expires_at: PAST, will_renew: true }),
      { state: 'Ended' },
    ],
    [
      'a gift without an end',
      buildEntitlements('standard', {
        store: 'grant',
        expires_at: null,
        access_ends_at: '9999-12-31T00:00:00+00:00',
        will_renew: false,
      }),
      { detail: 'Without an end', store: 'A gift' },
    ],
  ])('%s', (_name, rows, words) => {
    expect(describeRows(rows)).toMatchObject(words)
  })

  it('shows what is open, not the higher plan that has ended', () => {
    const [, ended] = buildEntitlements('premium', { store: 'stripe', expires_at: PAST, will_renew: false })
    const [open] = buildEntitlements('standard', { store: 'app_store', expires_at: END, will_renew: true })
    expect(describeRows([ended as EntitlementRow, open as EntitlementRow])).toMatchObject({ title: 'Standard' })
  })
})
