import type { AppStore } from '../app-store.ts'
import { announce } from '../notifications/announce.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'
import { requireOwn } from './require-living.ts'
import { startPeriod } from './start-period.ts'

/** The next period is paid. It begins where the present one ends, also when Apple charges a little earlier. */
export function renewSubscription(store: AppStore, subscription: Subscription, at: number): void {
  requireOwn(subscription)
  if (subscription.status !== 1) throw new StoreError('not_active', 'This subscription is not active.', 409)
  if (!subscription.autoRenews) throw new StoreError('not_renewing', 'This subscription does not renew.', 409)
  startPeriod(store, subscription, {
    productId: subscription.autoRenewProductId,
    reason: 'RENEWAL',
    purchasedAt: subscription.expiresAt,
    isNewAnchor: false,
    offer: subscription.nextOffer,
    at,
  })
  announce(store, subscription, { type: 'DID_RENEW', at })
}
