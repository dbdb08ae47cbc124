import { describe, expect, it } from 'vitest'
import { describeDoublePayments } from '#app/billing/describe-double-payments.ts'
import type { DoublePaymentRow, SubscriptionRow } from '#app/billing/rows.server.ts'
import { buildSubscriptionRow, plans } from './build-rows.ts'

const web: DoublePaymentRow = {
  store: 'stripe',
  plan_id: 'premium',
  expires_at: '2026-05-20T08:00:00+00:00',
  is_kept: true,
  advice: 'Keep this one.',
}
const advice = 'Cancel this one on your iPhone: Settings, your name, Subscriptions.'
const app: DoublePaymentRow = { ...web, store: 'app_store', plan_id: 'standard', is_kept: false, advice }
const describeRows = (rows: DoublePaymentRow[], subscriptions: SubscriptionRow[] = []) =>
  describeDoublePayments(rows, { plans, subscriptions, locale: 'en-SG' })

describe('what is paid twice', () => {
  it('is told with plan, place, end, advice and the way there', () => {
    const cards = [buildSubscriptionRow({ id: 'b', store: 'app_store' }), buildSubscriptionRow({ id: 'a' })]
    expect(describeRows([web, app], cards)).toEqual([
      {
        id: 0,
        title: 'Premium',
        paidWhere: 'on this website',
        paidUntil: '20 May 2026',
        advice: 'Keep this one.',
        href: '#subscription-a',
      },
      {
        id: 1,
        title: 'Standard',
        paidWhere: 'through the App Store',
        paidUntil: '20 May 2026',
        advice,
        href: 'https://apps.apple.com/account/subscriptions',
      },
    ])
  })

  it('leads nowhere when the page has no card for it', () => {
    expect(describeRows([web])).toMatchObject([{ href: null }])
  })

  it('is nothing for nearly everybody', () => {
    expect(describeRows([])).toEqual([])
  })
})
