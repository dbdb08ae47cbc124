import { SECOND } from '../durations.ts'
import { ServerApiError } from './server-api-error.ts'

/** Faults that a test or a person asks for. Apple limits by the hour; here it is the second, so that it can be watched. */
export type CallLimits = {
  /** So many of the next calls are answered 429. */
  refuseNext: number
  /** How far ahead `Retry-After` points then. */
  retryAfterMs: number
  /** So many of the next calls are answered 500. */
  failNext: number
  /** null = as many as anybody likes. */
  callsPerSecond: number | null
}

export type CallGate = {
  limits: CallLimits
  /** Throws for a call that is to be refused. */
  pass: () => void
}

/** Says when to come again the way Apple does: a moment in UNIX milliseconds, by the caller's real clock. */
export class RateLimitError extends ServerApiError {
  readonly retryAt: number

  constructor(retryAt: number) {
    super('RateLimitExceeded')
    this.retryAt = retryAt
  }
}

export function createCallGate(): CallGate {
  const limits: CallLimits = { refuseNext: 0, retryAfterMs: SECOND, failNext: 0, callsPerSecond: null }
  let recent: number[] = []

  return {
    limits,
    pass() {
      const now = Date.now()
      if (limits.refuseNext > 0) {
        limits.refuseNext -= 1
        throw new RateLimitError(now + limits.retryAfterMs)
      }
      if (limits.failNext > 0) {
        limits.failNext -= 1
        throw new ServerApiError('GeneralInternalRetryable')
      }
      if (limits.callsPerSecond === null) return
      recent = recent.filter((at) => at > now - SECOND)
      if (recent.length >= limits.callsPerSecond) throw new RateLimitError((recent[0] ?? now) + SECOND)
      recent.push(now)
    },
  }
}
