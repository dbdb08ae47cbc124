import { priceIn } from '../../local/app-store/catalogue.ts'
import { offerPrice } from '../../local/app-store/offers.ts'
import type { Account, StoredTransaction, StoreState, Subscription } from '../../local/app-store/store-state.ts'
import { PREMIUM, STANDARD, WORKSHOP } from './world.ts'

/** A row of public.subscriptions, times in ISO 8601; by its originalTransactionId. */
export type Rows = Map<string, Record<string, unknown>>

const STATUS = { 1: 'active', 2: 'expired', 3: 'in_billing_retry', 4: 'in_grace_period', 5: 'revoked' } as const
const OFFER = { 1: 'introductory', 2: 'promotional', 3: 'offer_code', 4: 'win_back' } as const
const PLAN: Record<string, string> = { [STANDARD]: 'standard', [PREMIUM]: 'premium' }

/**
 * What our rows should say, read from what the App Store itself knows and from nothing that was ever sent. Apple has decided
 * already what is active and what is over, so there is hardly anything to derive here.
 */
export function readSubscriptionTruth(state: StoreState, now: number): Rows {
  const accounts = new Map(state.accounts.map((account) => [account.name, account]))
  const transactions = Map.groupBy(state.transactions, ({ originalTransactionId }) => originalTransactionId)
  return new Map(
    state.subscriptions.map((subscription) => {
      const periods = transactions.get(subscription.originalTransactionId) ?? []
      const account = accounts.get(subscription.appleAccount)
      if (!account) throw new Error(`${subscription.appleAccount} has no Apple Account`)
      return [subscription.originalTransactionId, describe(subscription, periods, account, now)]
    }),
  )
}

function describe(subscription: Subscription, periods: StoredTransaction[], account: Account, now: number) {
  const running = findRunning(periods, now)
  const paid = findPaid(periods, running)
  const priced = paid.productId === running.productId ? paid : running
  const lost = findRescission(subscription, running, account)
  const status = lost === null ? STATUS[subscription.status] : 'expired'
  const willRenew = subscription.autoRenews && status !== 'revoked' && status !== 'expired'
  const changesPlan = willRenew && subscription.autoRenewProductId !== running.productId
  return {
    status,
    plan_id: PLAN[running.productId],
    store_product_id: running.productId,
    period_type: toPeriodType(paid),
    started_at: toIso(running.originalPurchasedAt),
    expires_at: toIso(lost ?? (status === 'revoked' ? (running.revocation?.at ?? 0) : subscription.expiresAt)),
    grace_period_ends_at: status === 'in_grace_period' ? toIso(subscription.graceEndsAt ?? 0) : null,
    will_renew: willRenew,
    next_plan_id: changesPlan ? PLAN[subscription.autoRenewProductId] : null,
    price: toMinorUnits(priced.priceMilliunits, priced.currency),
    currency: priced.currency.toLowerCase(),
    ownership: subscription.ownership.toLowerCase(),
    offer_type: paid.offer && OFFER[paid.offer.type],
    price_consent: willRenew ? subscription.priceConsent : null,
    renewal_price: willRenew ? readNextPrice(subscription, priced, account) : null,
    user_id: findOwner(subscription, periods),
  }
}

/**
 * Whom Apple was told last: what is bought again outside the app names nobody, and stays whose it was. A family member's share
 * cannot be given to anybody.
 */
function findOwner({ ownership }: Subscription, periods: StoredTransaction[]): string | null | undefined {
  if (ownership === 'FAMILY_SHARED') return undefined
  return periods.findLast(({ appAccountToken }) => appAccountToken !== null)?.appAccountToken ?? null
}

/** The period that we are in. Apple charges a little early, so the newest may not have begun. */
function findRunning(periods: StoredTransaction[], now: number): StoredTransaction {
  const paid = periods.filter(({ isUpgraded }) => !isUpgraded)
  const running = paid.findLast(({ purchasedAt }) => purchasedAt <= now) ?? paid[0]
  if (!running) throw new Error('A subscription has no period')
  return running
}

/** The newest, unless its money went back: what was charged ahead is not free any more. */
function findPaid(periods: StoredTransaction[], running: StoredTransaction): StoredTransaction {
  const newest = periods.findLast(({ isUpgraded }) => !isUpgraded)
  return newest && newest.revocation === null ? newest : running
}

/** When a parent took back that this Apple Account may use the app, if the period that runs was bought before. */
function findRescission(subscription: Subscription, running: StoredTransaction, account: Account): number | null {
  const at = account.consentRescindedAt
  const endsAt = (subscription.status === 4 ? subscription.graceEndsAt : null) ?? subscription.expiresAt
  return at !== null && subscription.status !== 5 && running.purchasedAt < at && at < endsAt ? at : null
}

function toPeriodType({ offer }: StoredTransaction): string {
  if (offer === null) return 'normal'
  return offer.discountType === 'FREE_TRIAL' ? 'trial' : 'intro'
}

/** In the currency of the running period; a subscriber who has moved pays the next one in another, which no row can say. */
function readNextPrice(subscription: Subscription, running: StoredTransaction, account: Account): number | null {
  const { autoRenewProductId, productId, raisedPriceMilliunits, nextOffer } = subscription
  const listed = priceIn(account.storefront, autoRenewProductId)
  if (listed.currency !== running.currency) return null
  const full = (autoRenewProductId === productId && raisedPriceMilliunits) || listed.priceMilliunits
  return toMinorUnits(offerPrice(nextOffer, full), listed.currency)
}

/** Non-consumables: what of them gives a right. */
export function readPurchaseTruth(state: StoreState): Rows {
  const accounts = new Map(state.accounts.map((account) => [account.name, account]))
  return new Map(
    state.transactions
      .filter(({ productId }) => productId === WORKSHOP)
      .map((bought) => {
        const rescindedAt = accounts.get(bought.appleAccount)?.consentRescindedAt ?? null
        const lost = rescindedAt !== null && bought.purchasedAt < rescindedAt ? rescindedAt : null
        const revokedAt = bought.revocation?.at ?? lost
        return [
          bought.originalTransactionId,
          {
            extra_id: 'workshop',
            purchased_at: toIso(bought.purchasedAt),
            price: toMinorUnits(bought.priceMilliunits, bought.currency),
            currency: bought.currency.toLowerCase(),
            revoked_at: revokedAt === null ? null : toIso(revokedAt),
            user_id: bought.appAccountToken,
          },
        ]
      }),
  )
}

function toMinorUnits(milliunits: number, currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return Math.trunc(milliunits / 10 ** (3 - maximumFractionDigits))
}

function toIso(time: number): string {
  return new Date(time).toISOString()
}
