import type { AppStore } from '../app-store.ts'
import type { StoreKitParts } from '../routes/create-change.ts'
import type { CallGate } from './call-limits.ts'

/** Apple's, for every list. */
export const PAGE_SIZE = 20

export type ServerApiParts = StoreKitParts & {
  /** null = none is entered in App Store Connect. */
  notificationUrl: string | null
  gate: CallGate
}

/** What most answers begin with; the app's number only exists in production. */
export function describeApp({ bundleId, environment, appAppleId }: AppStore) {
  return { environment, bundleId, ...(appAppleId !== null && { appAppleId }) }
}
