import { StripeApiError } from './stripe-api-error.ts'

/** Troubles of the API that a test can ask for. They are not kept over a restart. */
export type Faults = {
  /** How long the answer to a request is held back after it was carried out. */
  answerDelayMs: number
  /** The next `count` requests fail: before anything is done, or with the work done and the answer lost. */
  failure: { status: number; count: number; when: 'before' | 'after' } | null
}

export const createFaults = (): Faults => ({ answerDelayMs: 0, failure: null })

export function failIfAsked(faults: Faults, when: 'before' | 'after'): void {
  const { failure } = faults
  if (!failure || failure.when !== when || failure.count <= 0) return
  failure.count -= 1
  if (failure.status === 429) {
    throw new StripeApiError(429, {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.',
    })
  }
  throw new StripeApiError(failure.status, { type: 'api_error', message: 'An unknown error occurred' })
}
