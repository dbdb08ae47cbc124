import type { IdentityParts } from './identity-parts.ts'
import type { LogEntry } from './identity-state.ts'

const capacity = 500

/** Keeps what servers asked Apple for, the newest first, for tests and people who look. */
export function recordLog({ state, now }: IdentityParts, entry: Omit<LogEntry, 'at'>): void {
  state.log.unshift({ at: new Date(now()).toISOString(), ...entry })
  state.log.length = Math.min(state.log.length, capacity)
}
