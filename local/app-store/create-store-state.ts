import { randomInt } from 'node:crypto'
import { nextRandom } from './random.ts'
import { type CertificateChain, faultsSchema, type StoreState } from './store-state.ts'

/** An App Store that has sold nothing yet. */
export function createStoreState(chain: CertificateChain, seed: number = randomInt(2 ** 32)): StoreState {
  const state: StoreState = {
    version: 2,
    clockOffset: 0,
    lastSignedAt: 0,
    lastId: 0,
    randomState: seed | 0,
    chain,
    accounts: [],
    families: [],
    subscriptions: [],
    transactions: [],
    asks: [],
    refundRequests: [],
    offSale: [],
    faults: faultsSchema.parse({}),
    notifications: [],
  }
  // Starts somewhere else each time: two stores that feed one database must not hand out the same transaction ids.
  state.lastId = 2_000_000_000_000_000 + Math.floor(nextRandom(state) * 1_000_000_000) * 100_000
  return state
}
