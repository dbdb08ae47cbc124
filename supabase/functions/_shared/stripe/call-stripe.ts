import type Stripe from 'stripe'
import { isBusy, toAppError } from './stripe-failure.ts'

export type CallDeps = { stripe: Stripe; wait: (milliseconds: number) => Promise<void> }

const tries = 3
const firstPauseMs = 400

/**
 * Runs a request to Stripe and turns what it throws into our errors. The SDK repeats lost connections and 5xx by itself but
 * not a 429, so that is done here: a longer pause each time, of random length, so that callers do not come back together.
 * The same idempotency key goes with each try only if `request` names one: whatever creates or charges must.
 * https://docs.stripe.com/rate-limits
 */
export async function callStripe<T>(deps: CallDeps, request: (stripe: Stripe) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request(deps.stripe)
    } catch (thrown) {
      if (!isBusy(thrown) || attempt === tries) throw toAppError(thrown)
      await deps.wait(firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random()))
    }
  }
}
