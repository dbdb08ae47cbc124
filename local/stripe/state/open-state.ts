import { readStateFile, writeStateFile } from '../../state-file.ts'
import { createEmptyState, type SimulatorState } from './simulator-state.ts'

export type OpenState = {
  state: SimulatorState
  save: {
    /** Before an answer goes out: what was promised must outlive a crash. */
    now(): void
    /** For what may be done again after a crash, such as a delivery. */
    soon(): void
  }
  close(): void
}

const soonMs = 200

/** `null`: the state lives in memory only. */
export function openState(file: string | null): OpenState {
  const state =
    (file && readStateFile(file, 'The state of the Stripe simulator cannot be read', fillUp)) || createEmptyState()
  forgetUnanswered(state)
  let timer: NodeJS.Timeout | null = null

  function now(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (file) writeStateFile(file, state)
  }
  function soon(): void {
    if (!file || timer) return
    timer = setTimeout(now, soonMs)
    timer.unref()
  }
  return { state, save: { now, soon }, close: now }
}

/** A state of before may lack what has been added since. */
const fillUp = (json: unknown): SimulatorState => ({ ...createEmptyState(), ...(json as Partial<SimulatorState>) })

/** Requests that were in flight when the process ended will never be answered; their keys are free again. */
function forgetUnanswered(state: SimulatorState): void {
  for (const [key, { answer }] of Object.entries(state.idempotentAnswers)) {
    if (!answer) delete state.idempotentAnswers[key]
  }
}
