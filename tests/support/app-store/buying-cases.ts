import { products } from './create-subscriber.ts'
import { bought, boughtStandard, lapsed, type NotificationCase, nextPeriod, retry, runs } from './notification-case.ts'

const { premium, standard } = products

/** What each type and subtype leads to that tells of buying, renewing and changing one's mind. */
export const buyingCases: NotificationCase[] = [
  {
    type: 'SUBSCRIBED',
    subtype: 'INITIAL_BUY',
    before: () => [],
    parts: (it) => bought(it)[0] ?? {},
    leads: runs,
    rights: 'premium',
  },
  {
    type: 'SUBSCRIBED',
    subtype: 'INITIAL_BUY',
    when: 'with the free trial',
    before: () => [],
    parts: (it) => ({
      transaction: it.transaction({ offerType: 1, offerDiscountType: 'FREE_TRIAL', offerPeriod: 'P1W', price: 0 }),
      renewal: it.renewal(),
    }),
    leads: (it) => ({ ...runs(it), period_type: 'trial', offer_type: 'introductory', price: 0, renewal_price: 1590 }),
    rights: 'premium',
  },
  {
    type: 'SUBSCRIBED',
    subtype: 'RESUBSCRIBE',
    before: (it) => [lapsed(it, { autoRenewStatus: 0, expirationIntent: 1 })],
    parts: (it) => ({ transaction: nextPeriod(it), renewal: it.renewal() }),
    leads: runs,
    rights: 'premium',
  },
  {
    type: 'SUBSCRIBED',
    subtype: 'RESUBSCRIBE',
    when: 'won back by an offer',
    before: (it) => [lapsed(it, { autoRenewStatus: 0, expirationIntent: 1, eligibleWinBackOfferIds: ['come_back'] })],
    parts: (it) => ({
      transaction: nextPeriod(it, {
        offerType: 4,
        offerIdentifier: 'come_back',
        offerDiscountType: 'PAY_AS_YOU_GO',
        price: 7900,
      }),
      renewal: it.renewal({ offerType: 4, offerIdentifier: 'come_back' }),
    }),
    leads: (it) => ({ ...runs(it), offer_type: 'win_back', period_type: 'intro', price: 790, renewal_price: 1590 }),
    rights: 'premium',
  },
  {
    type: 'DID_RENEW',
    before: (it) => [lapsed(it)],
    parts: (it) => ({ transaction: nextPeriod(it, { transactionReason: 'RENEWAL' }), renewal: it.renewal() }),
    leads: runs,
    rights: 'premium',
  },
  {
    type: 'DID_RENEW',
    subtype: 'BILLING_RECOVERY',
    before: (it) => [lapsed(it, retry)],
    parts: (it) => ({ transaction: nextPeriod(it, { transactionReason: 'RENEWAL' }), renewal: it.renewal() }),
    leads: runs,
    rights: 'premium',
  },
  {
    type: 'DID_CHANGE_RENEWAL_PREF',
    subtype: 'UPGRADE',
    before: boughtStandard,
    parts: (it) => ({
      transaction: nextPeriod(it, { purchaseDate: it.ago(1), expiresDate: it.later }),
      renewal: it.renewal({ renewalDate: it.later }),
    }),
    leads: (it) => ({ ...runs(it), expires_at: it.later, next_plan_id: null }),
    rights: 'premium',
  },
  {
    type: 'DID_CHANGE_RENEWAL_PREF',
    subtype: 'DOWNGRADE',
    parts: (it) => ({
      transaction: it.transaction(),
      renewal: it.renewal({ autoRenewProductId: standard, renewalPrice: 9900 }),
    }),
    leads: (it) => ({ ...runs(it), next_plan_id: 'standard', renewal_price: 990 }),
    rights: 'premium',
  },
  {
    type: 'DID_CHANGE_RENEWAL_PREF',
    when: 'the pending downgrade was taken back',
    before: (it) => [
      ...bought(it),
      { transaction: it.transaction(), renewal: it.renewal({ autoRenewProductId: standard, renewalPrice: 9900 }) },
    ],
    parts: (it) => ({ transaction: it.transaction(), renewal: it.renewal({ autoRenewProductId: premium }) }),
    leads: (it) => ({ ...runs(it), next_plan_id: null, renewal_price: 1590 }),
    rights: 'premium',
  },
  {
    type: 'DID_CHANGE_RENEWAL_STATUS',
    subtype: 'AUTO_RENEW_DISABLED',
    parts: (it) => ({ transaction: it.transaction(), renewal: it.renewal({ autoRenewStatus: 0 }) }),
    leads: (it) => ({ ...runs(it), will_renew: false }),
    rights: 'premium',
  },
  {
    type: 'DID_CHANGE_RENEWAL_STATUS',
    subtype: 'AUTO_RENEW_ENABLED',
    before: (it) => [...bought(it), { transaction: it.transaction(), renewal: it.renewal({ autoRenewStatus: 0 }) }],
    parts: (it) => ({ transaction: it.transaction(), renewal: it.renewal() }),
    leads: runs,
    rights: 'premium',
  },
  {
    type: 'DID_CHANGE_RENEWAL_STATUS',
    when: 'canceled after the notice of a higher price',
    parts: (it) => ({
      transaction: it.transaction(),
      renewal: it.renewal({ autoRenewStatus: 0, priceIncreaseStatus: 0, renewalPrice: 17_900 }),
    }),
    leads: (it) => ({ ...runs(it), will_renew: false, price_consent: null, renewal_price: null }),
    rights: 'premium',
  },
  {
    type: 'OFFER_REDEEMED',
    parts: (it) => ({
      transaction: nextPeriod(it, {
        offerType: 3,
        offerIdentifier: 'RIDEAPPLE',
        offerDiscountType: 'FREE_TRIAL',
        price: 0,
      }),
      renewal: it.renewal({ offerType: 3, offerIdentifier: 'RIDEAPPLE' }),
    }),
    leads: (it) => ({ ...runs(it), offer_type: 'offer_code' }),
    rights: 'premium',
  },
  {
    type: 'OFFER_REDEEMED',
    when: 'for the next period',
    parts: (it) => ({
      transaction: it.transaction(),
      renewal: it.renewal({ offerType: 2, offerIdentifier: 'loyal_riders', renewalPrice: 7900 }),
    }),
    leads: (it) => ({ ...runs(it), offer_type: null, renewal_price: 790 }),
    rights: 'premium',
  },
  {
    type: 'OFFER_REDEEMED',
    subtype: 'UPGRADE',
    before: boughtStandard,
    parts: (it) => ({
      transaction: nextPeriod(it, { purchaseDate: it.ago(1), expiresDate: it.later, offerType: 2, price: 7900 }),
      renewal: it.renewal({ renewalDate: it.later }),
    }),
    leads: (it) => ({ ...runs(it), expires_at: it.later, offer_type: 'promotional', price: 790 }),
    rights: 'premium',
  },
  {
    type: 'OFFER_REDEEMED',
    subtype: 'DOWNGRADE',
    parts: (it) => ({
      transaction: it.transaction(),
      renewal: it.renewal({ autoRenewProductId: standard, offerType: 3, renewalPrice: 0 }),
    }),
    leads: (it) => ({ ...runs(it), next_plan_id: 'standard', renewal_price: 0 }),
    rights: 'premium',
  },
]
