import { describe, expect, it } from 'vitest'
import { type NoticeRow, noticeKinds } from '#app/billing/account-rows.server.ts'
import { countDaysLeft } from '#app/billing/count-days-left.ts'
import { describeBalance } from '#app/billing/describe-balance.ts'
import { describeNextCharge } from '#app/billing/describe-next-charge.ts'
import { describeNotices } from '#app/billing/describe-notices.ts'
import type { SubscriptionRow } from '#app/billing/rows.server.ts'
import { buildSubscriptionRow, plans } from './build-rows.ts'

const now = new Date('2026-05-10T12:00:00Z')
const accountWith = (balance: number) => ({ balance, currency: 'sgd', default_payment_method_id: null })

describe('the balance', () => {
  it.each([
    [500, 'S$5.00 credit'],
    [-300, 'S$3.00 owed'],
    [0, null],
  ])('of %d is "%s"', (balance, words) => {
    expect(describeBalance(accountWith(balance), 'en-SG')).toBe(words)
  })

  it('is nothing for who never paid here', () => {
    expect(describeBalance(null, 'en-SG')).toBeNull()
  })
})

describe('the next charge', () => {
  const charge = (values: Partial<SubscriptionRow>, balance = 0) =>
    describeNextCharge(buildSubscriptionRow(values), { plans, account: accountWith(balance), locale: 'en-SG', now })

  it.each<[string, Partial<SubscriptionRow>, number, object]>([
    ['is the price', {}, 0, { term: 'Next charge', text: 'S$15.90 on 20 May 2026', note: null }],
    [
      'is the first one in a trial',
      { period_type: 'trial' },
      0,
      { term: 'First charge', text: 'S$15.90 on 20 May 2026' },
    ],
    [
      'is that of the planned plan',
      { next_plan_id: 'standard' },
      0,
      { text: 'S$9.90 on 20 May 2026', note: 'For Standard' },
    ],
    ['is less by the credit', {}, 500, { text: 'S$10.90 on 20 May 2026', note: 'S$15.90 less S$5.00 of your credit' }],
    [
      'is nothing while the credit lasts',
      {},
      2000,
      { text: 'S$0.00 on 20 May 2026', note: 'S$15.90 less S$15.90 of your credit; S$4.10 stays' },
    ],
    [
      'is less by the promotion code',
      { discount_percent: 20 },
      0,
      { text: 'S$12.72 on 20 May 2026', note: 'S$15.90 less S$3.18 of your promotion code' },
    ],
    [
      'is less by the promotion code and the credit',
      { discount_amount: 590 },
      500,
      { text: 'S$5.00 on 20 May 2026', note: 'S$15.90 less S$5.90 of your promotion code and S$5.00 of your credit' },
    ],
    [
      'is the whole price again when the promotion is over',
      { discount_percent: 20, discount_ends_at: '2026-05-20T08:00:00Z' },
      0,
      { text: 'S$15.90 on 20 May 2026', note: null },
    ],
    ['is more by what is owed', {}, -300, { text: 'S$18.90 on 20 May 2026', note: 'S$15.90 and S$3.00 owed' }],
    [
      'says both, the planned plan and the credit',
      { next_plan_id: 'standard' },
      500,
      { text: 'S$4.90 on 20 May 2026', note: 'For Standard. S$9.90 less S$5.00 of your credit' },
    ],
  ])('%s', (_case, values, balance, words) => {
    expect(charge(values, balance)).toMatchObject(words)
  })

  it.each<Partial<SubscriptionRow>>([
    { will_renew: false },
    { status: 'in_grace_period' },
    { status: 'expired' },
    { store: 'app_store' },
    { payment_fault: 'disputed' },
    { price: null },
    { expires_at: '2026-05-10T11:00:00Z' },
  ])('is not told for %o', (values) => {
    expect(charge(values)).toBeNull()
  })
})

describe('a notice', () => {
  const notice = (values: Partial<NoticeRow>): NoticeRow => ({
    id: 1,
    kind: 'trial_ending',
    invoice_id: null,
    happens_at: '2026-05-13T08:00:00Z',
    ...values,
  })
  const tell = (rows: NoticeRow[]) => describeNotices(rows, { locale: 'en-SG', now })

  it('has a sentence for every kind, and a payment that is missing leads to where it is made', () => {
    const words = tell(noticeKinds.map((kind, id) => notice({ id, kind })))
    expect(words).toHaveLength(noticeKinds.length)
    expect(words.every(({ text }) => text.length > 10 && !/undefined|Invalid/.test(text))).toBe(true)
    expect(words.filter(({ link }) => link?.to === '/pay')).toHaveLength(2)
  })

  it('about a trial or a renewal is gone once the day has come', () => {
    const past = '2026-05-10T11:00:00Z'
    expect(tell([notice({ happens_at: past }), notice({ id: 2, kind: 'renewal_upcoming', happens_at: past })])).toEqual(
      [],
    )
  })

  it('about a payment leads to its own invoice where it is known', () => {
    expect(tell([notice({ kind: 'payment_failed', invoice_id: 'in_1' })])[0]?.link?.to).toBe('/pay/in_1')
  })

  it('tells once of a payment that failed because the bank asks, and both go when it is dismissed', () => {
    const ofInvoice = { invoice_id: 'in_1', happens_at: '2026-05-09T08:00:00Z' }
    const failed = notice({ id: 1, kind: 'payment_failed', ...ofInvoice })
    const asked = notice({ id: 2, kind: 'payment_action_required', ...ofInvoice })
    for (const rows of [
      [failed, asked],
      [asked, failed],
    ]) {
      expect(tell(rows)).toMatchObject([{ text: expect.stringContaining('bank asks'), ids: rows.map(({ id }) => id) }])
    }
    const later = { ...failed, happens_at: '2026-05-10T08:00:00Z' }
    expect(tell([asked, later])[0]?.text).toContain('failed')
  })

  it('needs no moment', () => {
    expect(tell([notice({ kind: 'payment_failed', happens_at: null })])[0]?.text).toBe('A payment failed.')
  })
})

describe('the days that are left', () => {
  it.each([
    ['2026-05-10T12:00:01Z', '1 day left'],
    ['2026-05-11T12:00:00Z', '1 day left'],
    ['2026-05-11T12:00:01Z', '2 days left'],
  ])('until %s are "%s"', (end, words) => {
    expect(countDaysLeft(end, now)).toBe(words)
  })
})
