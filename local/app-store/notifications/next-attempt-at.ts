import { HOUR, SECOND } from '../durations.ts'

// A function that is just restarting is met again at once ...
const QUICK_RETRIES = [1 * SECOND, 5 * SECOND, 30 * SECOND]
// ... and then as in production: https://developer.apple.com/documentation/appstoreservernotifications/responding-to-app-store-server-notifications
const APPLE_RETRIES = [1 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 72 * HOUR]
const RETRIES = [...QUICK_RETRIES, ...APPLE_RETRIES]

/** When to try again after so many failed attempts; null = never. Apple's sandbox tries once: `retries` false. */
export function nextAttemptAt(failedAttempts: number, now: number, retries: boolean): number | null {
  const delay = retries ? RETRIES[failedAttempts - 1] : undefined
  return delay === undefined ? null : now + delay
}
