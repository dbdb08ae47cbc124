import { lapsed, type NotificationCase, nextPeriod, over, retry, runs } from './notification-case.ts'

/** What each type and subtype leads to that tells of money: a payment that failed, one given back, another price, more time. */
export const endingCases: NotificationCase[] = [
  {
    type: 'DID_FAIL_TO_RENEW',
    subtype: 'GRACE_PERIOD',
    before: (it) => [lapsed(it)],
    parts: (it) => lapsed(it, { ...retry, gracePeriodExpiresDate: it.in(6) }),
    leads: (it) => ({
      ...over(it),
      status: 'in_grace_period',
      grace_period_ends_at: it.in(6),
      will_renew: true,
    }),
    rights: 'premium',
  },
  {
    type: 'DID_FAIL_TO_RENEW',
    before: (it) => [lapsed(it)],
    parts: (it) => lapsed(it, retry),
    leads: (it) => ({ ...over(it), status: 'in_billing_retry', will_renew: true }),
    rights: 'none',
  },
  {
    type: 'GRACE_PERIOD_EXPIRED',
    before: (it) => [lapsed(it, { ...retry, gracePeriodExpiresDate: it.ago(1) })],
    parts: (it) => lapsed(it, { ...retry, gracePeriodExpiresDate: it.ago(1) }),
    leads: (it) => ({ ...over(it), status: 'in_billing_retry', will_renew: true }),
    rights: 'none',
  },
  ...[
    { subtype: 'VOLUNTARY', expirationIntent: 1 },
    { subtype: 'BILLING_RETRY', expirationIntent: 2 },
    { subtype: 'PRICE_INCREASE', expirationIntent: 3 },
    { subtype: 'PRODUCT_NOT_FOR_SALE', expirationIntent: 4 },
    { expirationIntent: 5 },
  ].map(
    ({ subtype, expirationIntent }): NotificationCase => ({
      type: 'EXPIRED',
      ...(subtype && { subtype }),
      before: (it) => [lapsed(it)],
      parts: (it) => lapsed(it, { autoRenewStatus: 0, isInBillingRetryPeriod: false, expirationIntent }),
      leads: over,
      rights: 'none',
    }),
  ),
  {
    type: 'REFUND',
    parts: (it) => ({
      transaction: it.transaction({ revocationDate: it.ago(1), revocationReason: 0, revocationType: 'REFUND_FULL' }),
      renewal: it.renewal({ autoRenewStatus: 0 }),
    }),
    leads: (it) => ({ ...runs(it), status: 'revoked', expires_at: it.ago(1), will_renew: false }),
    rights: 'none',
  },
  {
    type: 'REFUND',
    when: 'of a part of the money',
    parts: (it) => ({
      transaction: it.transaction({
        revocationDate: it.ago(1),
        revocationReason: 1,
        revocationType: 'REFUND_PRORATED',
        revocationPercentage: 60_000,
      }),
      renewal: it.renewal({ autoRenewStatus: 0 }),
    }),
    leads: (it) => ({ ...runs(it), status: 'revoked', expires_at: it.ago(1), will_renew: false }),
    rights: 'none',
  },
  {
    type: 'REFUND',
    when: 'of an older period',
    before: (it) => [lapsed(it), { transaction: nextPeriod(it), renewal: it.renewal() }],
    parts: (it) => ({
      transaction: { ...lapsed(it).transaction, revocationDate: it.ago(1), signedDate: it.signedDate() },
      renewal: it.renewal(),
    }),
    leads: 'unchanged',
    rights: 'premium',
  },
  {
    type: 'REFUND_REVERSED',
    before: (it) => [
      { transaction: it.transaction({ revocationDate: it.ago(1), revocationReason: 0 }), renewal: it.renewal() },
    ],
    parts: (it) => ({ transaction: it.transaction(), renewal: it.renewal() }),
    leads: runs,
    rights: 'premium',
  },
  {
    type: 'REVOKE',
    when: 'the family shares no more',
    before: (it) => [{ transaction: it.transaction({ inAppOwnershipType: 'FAMILY_SHARED' }), renewal: it.renewal() }],
    parts: (it) => ({
      transaction: it.transaction({
        inAppOwnershipType: 'FAMILY_SHARED',
        revocationDate: it.ago(1),
        revocationType: 'FAMILY_REVOKE',
      }),
      renewal: it.renewal(),
    }),
    leads: (it) => ({
      ...runs(it),
      status: 'revoked',
      expires_at: it.ago(1),
      will_renew: false,
      ownership: 'family_shared',
    }),
    rights: 'none',
  },
  {
    type: 'PRICE_INCREASE',
    subtype: 'PENDING',
    parts: (it) => ({
      transaction: it.transaction(),
      renewal: it.renewal({ priceIncreaseStatus: 0, renewalPrice: 17_900 }),
    }),
    leads: (it) => ({ ...runs(it), price_consent: 'pending', renewal_price: 1790, price: 1590 }),
    rights: 'premium',
  },
  {
    type: 'PRICE_INCREASE',
    subtype: 'ACCEPTED',
    parts: (it) => ({
      transaction: it.transaction(),
      renewal: it.renewal({ priceIncreaseStatus: 1, renewalPrice: 17_900 }),
    }),
    leads: (it) => ({ ...runs(it), price_consent: 'accepted', renewal_price: 1790, price: 1590 }),
    rights: 'premium',
  },
  {
    type: 'RENEWAL_EXTENDED',
    parts: (it) => ({ transaction: it.transaction(), renewal: it.renewal({ renewalDate: it.later }) }),
    leads: (it) => ({ ...runs(it), expires_at: it.later }),
    rights: 'premium',
  },
]
