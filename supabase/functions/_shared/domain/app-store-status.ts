import { UnknownStoreValueError } from './errors.ts'
import type { SubscriptionStatus } from './subscription.ts'

/** What each status of an App Store subscription means: https://developer.apple.com/documentation/appstoreserverapi/status */
const statusOf = {
  1: 'active',
  2: 'expired',
  3: 'in_billing_retry',
  4: 'in_grace_period',
  5: 'revoked',
} as const satisfies Record<number, SubscriptionStatus>

export type AppStoreSubscriptionStatus = keyof typeof statusOf
export const appStoreSubscriptionStatuses = Object.keys(statusOf).map(Number) as AppStoreSubscriptionStatus[]

/** Our status for Apple's; throws `UnknownStoreValueError` for a value that this version does not know. */
export function toStatusFromAppStore(status: number): SubscriptionStatus {
  if (!Object.hasOwn(statusOf, status)) throw new UnknownStoreValueError('App Store subscription status', status)
  return statusOf[status as AppStoreSubscriptionStatus]
}
