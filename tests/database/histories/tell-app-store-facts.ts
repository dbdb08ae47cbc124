import { buildPurchaseFact, buildRenewalFact, buildTransactionFact } from '../../support/records.ts'
import type { Line, Period } from './app-store-step.ts'
import { type Identity, plans } from './delivery.ts'
import type { Copy } from './once-step.ts'

const iso = (moment: number) => new Date(moment).toISOString()
const isoOrNull = (moment: number | null) => (moment === null ? null : iso(moment))

export const originalOf = (line: number, { suffix }: Identity) => `${1000 + line}-${suffix}`
export const onceOf = ({ suffix }: Identity) => `once-${suffix}`
export const accountOf = ({ suffix }: Identity) => `account-${suffix}`

/** What Apple signs about a period of a subscription and its renewal, as of now. */
export function tellPeriod(line: Line, index: number, number: number, identity: Identity, now: number) {
  const period = line.periods[index] as Period
  const original = originalOf(number, identity)
  // Of its first purchase Apple names the account with both facts, of the second with the renewal, of the third never.
  const account = number < 2 ? accountOf(identity) : null
  const transaction = buildTransactionFact({
    transaction_id: `${original}-${String(index).padStart(3, '0')}`,
    original_transaction_id: original,
    product_id: plans[period.plan].apple,
    purchased_at: iso(period.purchasedAt),
    original_purchased_at: iso(line.periods[0]?.purchasedAt ?? now),
    expires_at: iso(period.expiresAt),
    revoked_at: isoOrNull(period.revokedAt),
    is_upgraded: period.isUpgraded,
    ownership: period.isShared ? 'family_shared' : 'purchased',
    app_account_token: period.hasToken ? identity.userId : null,
    app_transaction_id: number === 0 ? account : null,
    offer_type: period.offer,
    offer_discount_type: period.isTrial ? 'FREE_TRIAL' : period.offer && 'PAY_UP_FRONT',
    transaction_reason: period.isRenewal ? 'RENEWAL' : 'PURCHASE',
    price_milliunits: period.isTrial ? 0 : (period.price ?? plans[period.plan].price) * 10,
    signed_at: iso(now),
  })
  const renewal = buildRenewalFact({
    original_transaction_id: original,
    product_id: plans[(line.periods.at(-1) as Period).plan].apple,
    auto_renew_product_id: plans[line.plan].apple,
    will_renew: line.willRenew,
    is_in_billing_retry: line.isInRetry,
    grace_period_ends_at: isoOrNull(line.graceEndsAt),
    renews_at: iso(line.renewsAt),
    app_account_token: line.hasToken && !period.isShared ? identity.userId : null,
    app_transaction_id: account,
    price_increase_status: line.consent,
    renewal_price_milliunits: (line.nextPrice ?? plans[line.plan].price) * 10,
    signed_at: iso(now),
  })
  return { transaction, renewal }
}

type Telling = { isNamed: boolean; now: number }

/** What Apple signs about something that was bought once. */
export function tellCopy(copies: Copy[], index: number, identity: Identity, { isNamed, now }: Telling) {
  const copy = copies[index] as Copy
  const transaction = buildPurchaseFact({
    transaction_id: index ? `${onceOf(identity)}-${index}` : onceOf(identity),
    original_transaction_id: onceOf(identity),
    purchased_at: iso(copy.purchasedAt),
    revoked_at: isoOrNull(copy.revokedAt),
    app_account_token: isNamed ? identity.userId : null,
    app_transaction_id: accountOf(identity),
    signed_at: iso(now),
  })
  return { transaction, renewal: null }
}
