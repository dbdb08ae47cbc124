import { createHash } from 'node:crypto'
import type { SimulatorState } from '../state/simulator-state.ts'
import type { Params } from './endpoint.ts'
import { StripeApiError } from './stripe-api-error.ts'

export type StoredAnswer = { status: number; body: string; requestId: string; headers?: Record<string, string> }

const keptMs = 24 * 3600 * 1000

/** Null: the request is new and now in flight. Otherwise the answer that the first request with this key got. */
export function claimIdempotencyKey(
  state: SimulatorState,
  key: string,
  request: { method: string; path: string; params: Params },
): StoredAnswer | null {
  forgetOldKeys(state)
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const known = state.idempotentAnswers[key]
  if (!known) {
    // Real time: moving the clock must not make a retry of a minute ago look like a new request.
    state.idempotentAnswers[key] = { fingerprint, answer: null, createdAt: Date.now() }
    return null
  }
  if (known.fingerprint !== fingerprint) throw createReuseError(key)
  if (!known.answer) throw createInUseError(key)
  return known.answer
}

/** Nothing was carried out under this key, so it may be used for something else. */
export function releaseIdempotencyKey(state: SimulatorState, key: string): void {
  delete state.idempotentAnswers[key]
}

function forgetOldKeys(state: SimulatorState): void {
  for (const [key, { createdAt }] of Object.entries(state.idempotentAnswers)) {
    if (createdAt < Date.now() - keptMs) delete state.idempotentAnswers[key]
  }
}

function createReuseError(key: string): StripeApiError {
  return new StripeApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

function createInUseError(key: string): StripeApiError {
  return new StripeApiError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })
}
