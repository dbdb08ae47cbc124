import { type AppStore, latestTransaction } from '../app-store.ts'
import { DAY } from '../durations.ts'
import { announce } from '../notifications/announce.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'
import { requireOwn } from './require-living.ts'

const MOST_DAYS = 90
const MOST_PER_YEAR = 2

/** The next billing date moves; the transaction keeps the end that was signed. */
export function extendSubscription(store: AppStore, subscription: Subscription, days: number, at: number): void {
  requireOwn(subscription)
  if (subscription.status !== 1) throw new StoreError('not_active', 'This subscription is not active.', 409)
  if (latestTransaction(store, subscription).offer?.discountType === 'FREE_TRIAL') {
    throw new StoreError('not_paid', 'A free period is not extended.', 409)
  }
  if (days < 1 || days > MOST_DAYS) throw new StoreError('invalid_input', 'An extension is 1 to 90 days.', 400)
  if (subscription.extendedAt.filter((time) => time > at - 365 * DAY).length >= MOST_PER_YEAR) {
    throw new StoreError('extended_too_often', 'A subscription is extended twice in 365 days at most.', 409)
  }
  subscription.extendedAt.push(at)
  subscription.expiresAt += days * DAY
  subscription.anchorAt = subscription.expiresAt
  subscription.periods = 0
  announce(store, subscription, { type: 'RENEWAL_EXTENDED', at })
}
