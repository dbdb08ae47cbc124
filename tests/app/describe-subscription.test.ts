import { describe, expect, it } from 'vitest'
import { describeSubscription } from '#app/billing/describe-subscription.ts'
import type { EntitlementRow, SubscriptionRow } from '#app/billing/rows.server.ts'
import { subscriptionStatuses } from '#domain/subscription.ts'
import { buildSubscriptionRow, plans } from './build-rows.ts'

const now = new Date('2026-05-10T12:00:00Z')
const describeRow = (values: Partial<SubscriptionRow>, rights: EntitlementRow[] = []) =>
  describeSubscription(buildSubscriptionRow(values), {
    plans,
    account: null,
    cards: [],
    rights,
    locale: 'en-SG',
    now,
  })

describe('a subscription in the words of the account page', () => {
  it('has a label, a tone and a sentence for every status at both stores', () => {
    for (const status of subscriptionStatuses) {
      for (const store of ['stripe', 'app_store'] as const) {
        const { label, tone, sentence } = describeRow({ status, store })
        expect([label, tone, sentence].every((words) => words.length > 0)).toBe(true)
        expect(sentence).not.toMatch(/undefined|null|Invalid/)
      }
    }
  })

  it.each<[string, Partial<SubscriptionRow>, string, string]>([
    ['renews', {}, 'Active', 'Renews on 20 May 2026 for S$15.90.'],
    ['renews at a price that the store does not tell', { price: null }, 'Active', 'Renews on 20 May 2026.'],
    [
      'changes its plan at the end of the month',
      { next_plan_id: 'standard' },
      'Active',
      'Changes to Standard on 20 May 2026.',
    ],
    [
      'was canceled and is paid until the 20th',
      { will_renew: false },
      'Ending',
      'Ends on 20 May 2026. You keep access until then.',
    ],
    [
      'was canceled and its time is over',
      { will_renew: false, expires_at: '2026-05-10T11:59:00Z' },
      'Ended',
      'Ended on 10 May 2026.',
    ],
    [
      'should have renewed by now',
      { expires_at: '2026-05-09T08:00:00Z' },
      'Renewing',
      'The paid time ended on 9 May 2026. The renewal has not reached us yet.',
    ],
    ['is in its trial', { period_type: 'trial' }, 'Trial', 'Free until 20 May 2026. Then S$15.90 is charged.'],
    [
      'is in a trial that was canceled',
      { period_type: 'trial', will_renew: false },
      'Trial, ending',
      'The trial ends on 20 May 2026 and nothing is charged.',
    ],
    [
      'is past due',
      { status: 'in_grace_period', grace_period_ends_at: '2026-05-23T08:00:00Z' },
      'Past due',
      'The last payment failed. You keep access until 23 May 2026 (13 days left). We will try your card again; you can also pay now.',
    ],
    [
      'is past due at Apple',
      { status: 'in_grace_period', store: 'app_store' },
      'Past due',
      'The last payment failed. You keep access until 20 May 2026 (10 days left). Check the payment method of your Apple account.',
    ],
    [
      'is past due and its grace is over',
      { status: 'in_grace_period', grace_period_ends_at: '2026-05-09T08:00:00Z' },
      'Payment failed',
      'The last payment failed, and access ended on 9 May 2026. We will try your card again; you can also pay now.',
    ],
    [
      'is unpaid',
      { status: 'in_billing_retry' },
      'Payment failed',
      'The last payment failed, so access ended. We will try your card again; you can also pay now.',
    ],
    [
      'was never paid',
      { status: 'incomplete' },
      'Not paid yet',
      'The first payment was not finished. Nothing has been charged.',
    ],
    ['has ended', { status: 'expired' }, 'Ended', 'Ended on 20 May 2026.'],
    ['was refunded', { status: 'revoked' }, 'Refunded', 'The payment was refunded or taken back, so access ended.'],
    [
      'was refunded for this period and goes on',
      { payment_fault: 'refunded' },
      'Refunded',
      'The payment for this period was refunded, so access ended. The subscription still renews on 20 May 2026, unless you cancel it.',
    ],
    [
      'was refunded and then canceled',
      { payment_fault: 'refunded', will_renew: false },
      'Refunded',
      'The payment for this period was refunded, so access ended.',
    ],
    [
      'is disputed',
      { payment_fault: 'disputed' },
      'Disputed',
      'The bank was asked to take this payment back. Access is closed until that is settled.',
    ],
    [
      'ended with a lost dispute',
      { payment_fault: 'dispute_lost', status: 'expired' },
      'Taken back',
      'The bank took this payment back, so the subscription ended.',
    ],
  ])('that %s', (_case, values, label, sentence) => {
    expect(describeRow(values)).toMatchObject({ label, sentence })
  })

  it('counts the days of grace that the database gives', () => {
    const row = { status: 'in_grace_period', expires_at: '2026-05-09T08:00:00+00:00' } as const
    const right = { entitlement: 'premium', store: 'stripe', plan_id: 'premium' } as const
    expect(describeRow(row, [{ ...right, access_ends_at: '2026-05-16T08:00:00+00:00' }]).sentence).toContain(
      'You keep access until 16 May 2026 (6 days left).',
    )
    expect(describeRow(row).sentence).toContain('access ended on 9 May 2026')
  })

  it.each<[string, Partial<SubscriptionRow>, string, string, string | null]>([
    [
      'is in its free days',
      { period_type: 'trial', price: 0, renewal_price: 1590 },
      'Trial',
      'Free until 20 May 2026. Then S$15.90 is charged.',
      'S$15.90 a month',
    ],
    [
      'is in free days of which Apple has not told the end',
      { period_type: 'trial', price: 0 },
      'Trial',
      'Free until 20 May 2026. Then the price of the plan is charged.',
      null,
    ],
    [
      'waits for a yes to a higher price',
      { renewal_price: 3180, price_consent: 'pending' },
      'New price',
      'From 20 May 2026 it costs S$31.80. If you do not agree in the App Store, it ends on that day.',
      'S$31.80 a month',
    ],
    [
      'renews at a higher price that was agreed to',
      { renewal_price: 3180, price_consent: 'accepted' },
      'Active',
      'Renews on 20 May 2026 for S$31.80.',
      'S$31.80 a month',
    ],
    [
      'changes its plan, and so its price, with the next period',
      { next_plan_id: 'standard', renewal_price: 990 },
      'Active',
      'Changes to Standard on 20 May 2026.',
      'S$15.90 a month',
    ],
    [
      'somebody in the family pays',
      { ownership: 'family_shared', price: 0, renewal_price: 1590 },
      'Active',
      'Renews on 20 May 2026.',
      null,
    ],
    [
      'somebody in the family failed to pay',
      { ownership: 'family_shared', status: 'in_billing_retry', price: 0 },
      'Payment failed',
      'The last payment failed, so access ended. Whoever pays for it in your family can check the payment method of their Apple account.',
      null,
    ],
    [
      'is no longer shared',
      { ownership: 'family_shared', status: 'revoked', price: 0 },
      'Ended',
      'It is no longer shared with you.',
      null,
    ],
  ])('of the App Store that %s', (_case, values, label, sentence, price) => {
    const rights = ['standard', 'premium'].map((entitlement) => ({
      entitlement,
      store: 'app_store' as const,
      plan_id: 'premium',
      access_ends_at: '2026-05-20T08:00:00+00:00',
    }))
    expect(describeRow({ store: 'app_store', ...values }, rights)).toMatchObject({ label, sentence, price })
  })

  it('says that what a family shares does not count here, unless it does', () => {
    const shared = { store: 'app_store', ownership: 'family_shared' } as const
    const sentence = 'Your family shares Premium, but in Tandem everybody needs a subscription of their own.'
    expect(describeRow(shared)).toMatchObject({ label: 'Not shared here', sentence })
    expect(describeRow({ ...shared, status: 'expired' }).label).toBe('Ended')
  })

  it('says where it is paid', () => {
    expect(describeRow({}).paidWhere).toBe('On this website, by card')
    expect(describeRow({ store: 'app_store' }).paidWhere).toBe('Through the App Store')
    expect(describeRow({ store: 'app_store', ownership: 'family_shared' }).paidWhere).toBe(
      'Through the App Store, by a member of your family',
    )
  })

  it('writes the price with its interval', () => {
    expect(describeRow({}).price).toBe('S$15.90 a month')
  })

  it('has a name although its product belongs to no plan', () => {
    expect(describeRow({ plan_id: null })).toMatchObject({ title: 'Subscription', price: 'S$15.90' })
  })
})

describe('changing the plan of a subscription', () => {
  it.each<[boolean, Partial<SubscriptionRow>]>([
    [true, {}],
    [true, { period_type: 'trial' }],
    [false, { will_renew: false }],
    [false, { status: 'in_grace_period' }],
    [false, { payment_fault: 'disputed' }],
    [false, { store: 'app_store' }],
  ])('is offered: %s for %o', (isOffered, values) => {
    expect(describeRow(values).canChangePlan).toBe(isOffered)
  })

  it('names the plan that waits for its payment, and the one that begins with the next period', () => {
    expect(describeRow({ plan_id: 'standard', pending_plan_id: 'premium' }).pendingPlan).toBe('Premium')
    expect(describeRow({ next_plan_id: 'standard' }).nextPlan).toBe('Standard')
    // What Apple has planned only Apple can undo.
    expect(describeRow({ next_plan_id: 'standard', store: 'app_store' }).nextPlan).toBeNull()
  })
})

describe('what can be done about a subscription', () => {
  it.each<[string, Partial<SubscriptionRow>]>([
    ['cancel', {}],
    ['cancel', { status: 'in_grace_period' }],
    ['cancel', { status: 'in_billing_retry' }],
    ['resume', { will_renew: false }],
    ['none', { will_renew: false, expires_at: '2026-05-01T00:00:00Z' }],
    ['finish_payment', { status: 'incomplete' }],
    ['manage_in_app_store', { store: 'app_store' }],
    ['manage_in_app_store', { store: 'app_store', will_renew: false }],
    ['none', { store: 'app_store', ownership: 'family_shared' }],
    ['none', { status: 'expired' }],
    ['none', { store: 'app_store', status: 'revoked' }],
  ])('is "%s" for %o', (step, values) => {
    expect(describeRow(values).step).toBe(step)
  })
})
