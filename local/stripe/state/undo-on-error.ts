import type { SimulatorState } from './simulator-state.ts'

/** For what is done whole or not at all: after an error the account is as it was, and nobody was told anything. */
export function undoOnError<T>(state: SimulatorState, work: () => T): T {
  const { events, idempotentAnswers, ...rest } = state
  const before = structuredClone(rest)
  const known = new Set(Object.keys(events))
  try {
    return work()
  } catch (error) {
    Object.assign(state, before)
    for (const id of Object.keys(events)) if (!known.has(id)) delete events[id]
    throw error
  }
}
