import { describe, expect, it } from 'vitest'
import type { PaymentMethodRow } from '#app/billing/account-rows.server.ts'
import { describeCard } from '#app/billing/describe-card.ts'
import { describeCards } from '#app/billing/describe-cards.ts'
import { findCardOf } from '#app/billing/pick-cards.ts'
import { buildCardRow, buildSubscriptionRow } from './build-rows.ts'

const now = new Date('2026-05-10T12:00:00Z')
const account = { balance: 0, currency: 'sgd', default_payment_method_id: 'pm_1' }

describe('a card in words', () => {
  it.each<[Partial<PaymentMethodRow>, string, string]>([
    [{}, 'Visa ending in 4242', 'Expires 04/2028'],
    [{ wallet: 'apple_pay' }, 'Visa ending in 4242 in Apple Pay', 'Expires 04/2028'],
    [{ brand: 'something_new' }, 'Card ending in 4242', 'Expires 04/2028'],
    [{ brand: 'link', last4: null, exp_month: null, exp_year: null }, 'Link', ''],
    [{ exp_month: 4, exp_year: 2026 }, 'Visa ending in 4242', 'Expired 04/2026'],
    [{ exp_month: 5, exp_year: 2026 }, 'Visa ending in 4242', 'Expires 05/2026'],
    [{ exp_month: 12, exp_year: 2025 }, 'Visa ending in 4242', 'Expired 12/2025'],
  ])('%o is "%s", "%s"', (values, name, expiry) => {
    expect(describeCard(buildCardRow(values), now)).toMatchObject({ name, expiry })
  })

  it('is good to the last day of its month', () => {
    const card = buildCardRow({ exp_month: 12, exp_year: 2026 })
    expect(describeCard(card, new Date('2026-12-31T23:59:59Z')).isExpired).toBe(false)
    expect(describeCard(card, new Date('2027-01-01T00:00:00Z')).isExpired).toBe(true)
  })
})

describe('the card that a subscription is charged to', () => {
  const cards = [buildCardRow(), buildCardRow({ payment_method_id: 'pm_2' })]

  it('is its own, else the default of the account', () => {
    expect(findCardOf(buildSubscriptionRow({ payment_method_id: 'pm_2' }), cards, account)?.payment_method_id).toBe(
      'pm_2',
    )
    expect(findCardOf(buildSubscriptionRow(), cards, account)?.payment_method_id).toBe('pm_1')
    expect(findCardOf(buildSubscriptionRow(), cards, null)).toBeNull()
  })

  it('cannot be removed, and says what to do first', () => {
    const subscriptions = [buildSubscriptionRow({ payment_method_id: 'pm_2' })]
    const [first, second] = describeCards(cards, { subscriptions, account, now })
    expect(first).toMatchObject({ id: 'pm_1', isDefault: true, isUsed: false, keptBecause: null })
    expect(second).toMatchObject({
      id: 'pm_2',
      isUsed: true,
      keptBecause: expect.stringContaining('make another card your default'),
    })
    const [only] = describeCards([buildCardRow()], { subscriptions: [buildSubscriptionRow()], account, now })
    expect(only?.keptBecause).toContain('add another card')
  })

  it('is the default as long as no other card was chosen', () => {
    const subscriptions = [buildSubscriptionRow({ payment_method_id: 'pm_2' })]
    const [first] = describeCards(cards, { subscriptions, account: null, now })
    expect(first).toMatchObject({ id: 'pm_2', isDefault: true })
  })

  it.each([
    ['has ended', buildSubscriptionRow({ status: 'expired' })],
    ['is paid through the App Store', buildSubscriptionRow({ store: 'app_store' })],
  ])('can be removed when the subscription %s', (_case, row) => {
    expect(describeCards([buildCardRow()], { subscriptions: [row], account, now })[0]?.keptBecause).toBeNull()
  })
})
