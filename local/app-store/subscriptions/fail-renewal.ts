import type { AppStore } from '../app-store.ts'
import { DAY } from '../durations.ts'
import { announce } from '../notifications/announce.ts'
import type { Subscription } from '../store-state.ts'

// App Store Connect offers 3, 16 or 28 days of grace; a monthly subscription gets 16 unless told otherwise.
export const GRACE_PERIOD = 16 * DAY

/** The card was declined: grace if the app offers it, retries in any case. */
export function failRenewal(store: AppStore, subscription: Subscription, at: number): void {
  if (subscription.hasGracePeriod) {
    subscription.status = 4
    subscription.graceEndsAt = subscription.expiresAt + GRACE_PERIOD
    announce(store, subscription, { type: 'DID_FAIL_TO_RENEW', subtype: 'GRACE_PERIOD', at })
    return
  }
  subscription.status = 3
  announce(store, subscription, { type: 'DID_FAIL_TO_RENEW', at })
}

/** Access stops, the retries go on. */
export function endGracePeriod(store: AppStore, subscription: Subscription, at: number): void {
  subscription.status = 3
  announce(store, subscription, { type: 'GRACE_PERIOD_EXPIRED', at })
}
