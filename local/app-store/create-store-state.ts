import { randomInt } from 'node:crypto'
import type { CertificateChain, StoreState } from './store-state.ts'

/** An App Store that has sold nothing yet. */
export function createStoreState(chain: CertificateChain): StoreState {
  return {
    version: 1,
    clockOffset: 0,
    lastSignedAt: 0,
    // Starts somewhere else each time: two stores that feed one database must not hand out the same transaction ids.
    lastId: 2_000_000_000_000_000 + randomInt(1, 1_000_000_000) * 100_000,
    chain,
    appTransactionIds: {},
    subscriptions: [],
    transactions: [],
    notifications: [],
  }
}
