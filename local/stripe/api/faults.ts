import { DroppedConnectionError } from './drop-connection.ts'
import { StripeApiError } from './stripe-api-error.ts'

/** https://docs.stripe.com/rate-limits; null stands for two requests that changed the same object at once. */
export type RateLimitedReason =
  | 'global-rate'
  | 'endpoint-rate'
  | 'global-concurrency'
  | 'endpoint-concurrency'
  | 'resource-specific'
  | null

export type Failure = {
  /** `dropped`: the connection is closed without an answer. */
  status: number | 'dropped'
  count: number
  /** Before anything is done, or with the work done and the answer lost. */
  when: 'before' | 'after'
  rateLimitedReason?: RateLimitedReason
}

/** Troubles that a test can ask for. They are not kept over a restart. */
export type Faults = {
  /** How long the answer to a request is held back after it was carried out. */
  answerDelayMs: number
  /** What becomes of the next `count` requests. */
  failure: Failure | null
  /** What becomes of the next charge or set-up of any card; `process`: a charge that waits for the clock to move. */
  nextPayment: 'decline' | 'authenticate' | 'process' | null
}

export const createFaults = (): Faults => ({ answerDelayMs: 0, failure: null, nextPayment: null })

export function failIfAsked(faults: Faults, when: 'before' | 'after'): void {
  const { failure } = faults
  if (!failure || failure.when !== when || failure.count <= 0) return
  failure.count -= 1
  if (failure.status === 'dropped') throw new DroppedConnectionError()
  if (failure.status === 429) throw createRateLimitError(failure.rateLimitedReason)
  throw new StripeApiError(failure.status, { type: 'api_error', message: 'An unknown error occurred' })
}

function createRateLimitError(reason: RateLimitedReason = 'global-rate'): StripeApiError {
  if (reason === null) {
    return new StripeApiError(429, {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
    })
  }
  const message = 'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.'
  return new StripeApiError(
    429,
    { type: 'invalid_request_error', code: 'rate_limit', message },
    { 'stripe-rate-limited-reason': reason },
  )
}
