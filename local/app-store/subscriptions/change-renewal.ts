import type { AppStore } from '../app-store.ts'
import { announce } from '../notifications/announce.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'
import { endSubscription } from './end-subscription.ts'
import { requireLiving } from './require-living.ts'

const TYPE = 'DID_CHANGE_RENEWAL_STATUS'

/** "Cancel subscription" in the manage sheet: what is paid stays. */
export function cancelSubscription(store: AppStore, subscription: Subscription, at: number): void {
  requireLiving(subscription)
  if (!subscription.autoRenews) throw new StoreError('already_canceled', 'This subscription is already canceled.', 409)
  subscription.autoRenews = false
  subscription.expirationIntent = 1
  announce(store, subscription, { type: TYPE, subtype: 'AUTO_RENEW_DISABLED', at })
  // Nothing is paid any more and nothing will be retried: it ends here.
  if (subscription.status === 3) endSubscription(store, subscription, 'VOLUNTARY', at)
}

export function resumeSubscription(store: AppStore, subscription: Subscription, at: number): void {
  requireLiving(subscription)
  if (subscription.autoRenews) throw new StoreError('not_canceled', 'This subscription is not canceled.', 409)
  subscription.autoRenews = true
  subscription.expirationIntent = null
  announce(store, subscription, { type: TYPE, subtype: 'AUTO_RENEW_ENABLED', at })
}
