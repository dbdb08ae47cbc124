/** Real time plus an offset that only grows. */
export type SimulatedClock = {
  nowMs(): number
  offsetMs(): number
  moveForward(milliseconds: number): void
  /** Work that fell due in the past is done as of its own moment, so that its events carry the right `created`. */
  during<T>(momentMs: number, work: () => T): T
}

/** `initialOffsetMs`: how far it had been moved before the restart. */
export function createSimulatedClock(initialOffsetMs: number): SimulatedClock {
  let offset = initialOffsetMs
  let moment: number | null = null
  return {
    nowMs: () => moment ?? Date.now() + offset,
    offsetMs: () => offset,
    moveForward(milliseconds) {
      if (milliseconds < 0) throw new RangeError('The clock only moves forward')
      offset += milliseconds
    },
    during(momentMs, work) {
      const outer = moment
      moment = momentMs
      try {
        return work()
      } finally {
        moment = outer
      }
    },
  }
}
