import type { Faults } from '../api/faults.ts'
import { addMonths } from '../clock/add-months.ts'
import type { Deliverer } from '../events/create-deliverer.ts'
import type { WebhookTrouble } from '../events/webhook-trouble.ts'
import type { SimulatorState } from '../state/simulator-state.ts'
import { readNow, type World } from '../world.ts'
import type { Account } from './acts/act.ts'

export type ClockStep = { advance_seconds?: number; advance_months?: number }

/** What a test or the control page may do to the account from outside the API. */
export type StripeControl = {
  /** Unix seconds. */
  now(): number
  /** Does all that falls due on the way, and returns when every event was sent at least once. */
  advanceClock(step: ClockStep): Promise<{ now: number; all_delivered: boolean }>
  settle(): Promise<boolean>
  resendEvent(id: string): Promise<void>
  /** Paused, events wait; they are sent when it goes on. */
  pauseDeliveries(paused: boolean): void
  areDeliveriesPaused(): boolean
  setFaults(faults: Partial<Faults>): void
  /** Does something to the account as of now, keeps it, and sends what there is to tell. */
  act<T>(run: (account: Account) => T): T
  readTrouble(): WebhookTrouble
  readFaults(): Faults
  readState(): SimulatorState
}

export type ControlDeps = {
  world: World
  faults: Faults
  trouble: WebhookTrouble
  deliverer: Deliverer
  catchUp(): void
  keep(): void
  keepAndSend(): void
}

/** `catchUp` does what has fallen due; `keep` writes the state, `keepAndSend` sends its events too. */
export function createControl(deps: ControlDeps): StripeControl {
  const { world, faults, trouble, deliverer, catchUp, keep, keepAndSend } = deps
  return {
    now: () => readNow(world),
    async advanceClock(step) {
      catchUp()
      const from = world.clock.nowMs() / 1000
      const to = addMonths(from, step.advance_months ?? 0) + (step.advance_seconds ?? 0)
      world.clock.moveForward((to - from) * 1000)
      world.state.clockOffsetMs = world.clock.offsetMs()
      catchUp()
      keep()
      return { now: readNow(world), all_delivered: await deliverer.settle() }
    },
    settle: () => deliverer.settle(),
    resendEvent: (id) => deliverer.resend(id),
    pauseDeliveries: (paused) => deliverer.pause(paused),
    areDeliveriesPaused: () => deliverer.isPaused(),
    setFaults: (wanted) => void Object.assign(faults, wanted),
    act(run) {
      catchUp()
      try {
        return run({ world, trouble })
      } finally {
        keepAndSend()
      }
    },
    readTrouble: () => ({ ...trouble }),
    readFaults: () => structuredClone(faults),
    readState: () => structuredClone(world.state),
  }
}
