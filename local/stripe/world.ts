import type { Faults } from './api/faults.ts'
import type { SimulatedClock } from './clock/create-simulated-clock.ts'
import type { SimulatorState } from './state/simulator-state.ts'

/** What every part of the simulated Stripe account works on. */
export type World = {
  state: SimulatorState
  clock: SimulatedClock
  hasWebhookEndpoint: boolean
  /** Where the account's own pages are, as the last caller reached it. */
  origin: string
  faults: Faults
  /** The API request that is being carried out; null while the account works by itself. */
  request: { id: string; idempotency_key: string | null } | null
}

/** Unix seconds on the account's clock. */
export function readNow(world: World): number {
  return Math.floor(world.clock.nowMs() / 1000)
}
