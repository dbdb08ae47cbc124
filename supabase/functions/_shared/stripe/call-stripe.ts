import Stripe from 'stripe'
import { AppError } from '../domain/errors.ts'
import type { SubscriptionReading } from './sync-subscription.ts'
import { toSubscription } from './to-subscription.ts'

/** Runs a request to Stripe; an outage, a timeout or a rate limit becomes `store_unavailable`, which a person may retry. */
export async function callStripe<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (cause) {
    const isTemporary =
      cause instanceof Stripe.errors.StripeConnectionError ||
      cause instanceof Stripe.errors.StripeRateLimitError ||
      (cause instanceof Stripe.errors.StripeError && (cause.statusCode ?? 0) >= 500)
    throw new AppError(isTemporary ? 'store_unavailable' : 'internal', { cause })
  }
}

/** An answer of Stripe that is a subscription, placed in time by its `Date` header. */
export function toReading(response: Stripe.Response<Stripe.Subscription>): SubscriptionReading {
  const asOf = new Date(readHeader(response.lastResponse.headers, 'date') ?? Number.NaN)
  if (Number.isNaN(asOf.getTime()))
    throw new AppError('store_unavailable', { cause: new Error('no Date in the answer') })
  return { subscription: toSubscription(response), asOf }
}

/** The SDK gives a plain object under Node and, against its own types, a `Headers` where functions run. */
function readHeader(headers: Record<string, string> | Headers, name: string): string | null {
  return headers instanceof Headers ? headers.get(name) : (headers[name] ?? null)
}
