import { describe, expect, it } from 'vitest'
import { describeIntro } from '../../local/phone/client/data/describe-intro.ts'
import { describeMembership } from '../../local/phone/client/data/describe-membership.ts'
import { describeNotes } from '../../local/phone/client/data/describe-notes.ts'
import { formatMilliunits, formatMoney } from '../../local/phone/client/data/format-money.ts'
import { hasPlan, isShared, toMembership } from '../../local/phone/client/data/membership.ts'
import type { EntitlementRow, SubscriptionRow } from '../../local/phone/client/data/rows.ts'
import { buildEntitlements, PLANS } from './fake-api-data.ts'

const NOW = new Date('2026-11-21T08:00:00Z')
const END = '2026-12-21T08:00:00+00:00'

const subscription: SubscriptionRow = {
  store: 'app_store',
  status: 'active',
  plan_id: 'premium',
  next_plan_id: null,
  expires_at: END,
  ownership: 'purchased',
  price_consent: null,
  renewal_price: 1590,
  currency: 'sgd',
}
const open = buildEntitlements('premium', { store: 'app_store', expires_at: END, will_renew: true })
const closed = buildEntitlements('premium', {
  store: 'app_store',
  expires_at: END,
  will_renew: false,
  status: 'revoked',
  access_ends_at: null,
})
const shared = { ...subscription, ownership: 'family_shared' } as const

function describeRows(subscriptions: SubscriptionRow[], rights: EntitlementRow[] = open) {
  return describeNotes(subscriptions, toMembership(rights, PLANS, NOW))
}

describe('what the phone says about an App Store subscription', () => {
  it.each<[string, SubscriptionRow[], EntitlementRow[]]>([
    ['that is paid', [subscription], open],
    ['that has ended', [{ ...subscription, status: 'expired' }], closed],
    ['that was refunded', [{ ...subscription, status: 'revoked' }], closed],
    ['whose new price was agreed to', [{ ...subscription, price_consent: 'accepted' }], open],
    ['of a product that is in no plan', [{ ...subscription, plan_id: null, price_consent: 'pending' }], open],
    ['that the family shares and they pay as well', [subscription, shared], open],
  ])('is nothing more, of one %s', (_name, subscriptions, rights) => {
    expect(describeRows(subscriptions, rights)).toEqual([])
  })

  it('leaves to the card of the web what is paid on the web', () => {
    expect(describeRows([{ ...subscription, store: 'stripe', status: 'in_grace_period' }])).toEqual([])
  })

  it.each(['in_grace_period', 'in_billing_retry'])('says where a failed payment is put right, %s', (status) => {
    expect(describeRows([{ ...subscription, status }])).toMatchObject([
      { title: 'A payment failed', tone: 'warning', text: expect.stringContaining('Payment & Shipping') },
    ])
  })

  it('says what a new price is, from when, and what happens without a yes', () => {
    expect(describeRows([{ ...subscription, price_consent: 'pending', renewal_price: 1790 }])).toMatchObject([
      {
        title: 'The price goes up',
        text: 'From 21 December 2026 Premium costs S$17.90 per month. If you do not agree, it ends on that day.',
        isToManage: true,
      },
    ])
  })

  it('says what plan comes next, and from when', () => {
    expect(describeRows([{ ...subscription, next_plan_id: 'standard' }])).toMatchObject([
      { title: 'Your plan changes', text: 'Changes to Standard on 21 December 2026. Until then nothing changes.' },
    ])
  })

  it('does not invent a price that the server does not know', () => {
    const [note] = describeRows([{ ...subscription, price_consent: 'pending', renewal_price: null }])
    expect(note?.text).toContain('Premium costs more.')
  })

  it('says that the family pays, and that somebody else decides about it', () => {
    expect(describeRows([shared])).toMatchObject([{ title: 'Shared with you' }])
    expect(isShared(toMembership(open, PLANS, NOW), [shared])).toBe(true)
    expect(isShared(toMembership(open, PLANS, NOW), [shared, subscription])).toBe(false)
  })

  it('says that sharing opens nothing where the operator has not allowed it', () => {
    expect(describeRows([shared], [])).toMatchObject([{ title: 'Not shared here' }])
  })

  it('says of a share that is over that it is not shared any more, and not that it was refunded', () => {
    const membership = toMembership(closed, PLANS, NOW)
    expect(describeMembership(membership, NOW, true)).toMatchObject({ detail: 'It is no longer shared with you.' })
    expect(describeMembership(membership, NOW)).toMatchObject({ detail: 'This subscription was refunded.' })
  })
})

describe('what is bought once', () => {
  it('takes the place of no plan', () => {
    const [row] = buildEntitlements('standard', { store: 'app_store', expires_at: END, will_renew: false })
    const workshop = { ...row, entitlement: 'workshop', plan_id: null } as EntitlementRow
    expect(hasPlan(toMembership([workshop], PLANS, NOW))).toBe(false)
    expect(hasPlan(toMembership([workshop, ...open], PLANS, NOW))).toBe(true)
  })
})

describe('money and time in words', () => {
  it.each([
    ['P1W', '7 days free'],
    ['P3D', '3 days free'],
    ['P1D', '1 day free'],
    ['P2W', '14 days free'],
    ['P1M', '1 month free'],
    ['P1Y', '1 year free'],
    ['whatever', 'Free at first'],
  ])('an introductory offer of %s is “%s”', (period, words) => {
    expect(describeIntro(period)).toBe(words)
  })

  it.each([
    [1790, 'sgd', 'S$17.90'],
    [1199, 'usd', 'US$11.99'],
    // Whose yen it is, one release of Intl says and another does not.
    [1800, 'jpy', '¥1,800'],
  ])('%i %s is %s', (amount, currency, words) => {
    expect(formatMoney(amount, currency)).toContain(words)
  })

  it('reads Apple’s thousandths in every currency', () => {
    expect(formatMilliunits(17900, 'SGD')).toBe('S$17.90')
    expect(formatMilliunits(1800000, 'JPY')).toContain('¥1,800')
  })
})
