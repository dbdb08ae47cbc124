import type Stripe from 'stripe'
import { AppError } from '../domain/errors.ts'
import type { Subscription } from '../domain/subscription.ts'
import { toSubscription } from './to-subscription.ts'

/** A subscription as Stripe tells it now, with the moment of its answer by Stripe's clock. */
export type SubscriptionReading = { subscription: Subscription; asOf: Date }

/** Needed to know the plan and the price that come next; every answer with a subscription asks for it. */
export const withParts = ['schedule.phases.items.price', 'discounts.source.coupon']

/** The moment of an answer by Stripe's clock: its `Date` header, whole seconds. */
export function toMoment(response: Stripe.Response<unknown>): Date {
  const moment = new Date(readHeader(response, 'date') ?? Number.NaN)
  if (Number.isNaN(moment.getTime())) {
    throw new AppError('store_unavailable', { cause: new Error('no Date in the answer') })
  }
  return moment
}

/** An answer of Stripe that is a subscription, placed in time. It must have been asked for `withParts`. */
export function toReading(response: Stripe.Response<Stripe.Subscription>): SubscriptionReading {
  return { subscription: toSubscription(response), asOf: toMoment(response) }
}

/**
 * Whether Stripe repeated the answer of an earlier request with the same key. It has the Date of now and the content of then:
 * recorded as it stands, an `incomplete` of a minute ago would take access away from who has paid since.
 */
export function isReplayed(response: Stripe.Response<unknown>): boolean {
  return readHeader(response, 'idempotent-replayed') === 'true'
}

/** The SDK gives a plain object under Node and, against its own types, a `Headers` where functions run. */
function readHeader(response: Stripe.Response<unknown>, name: string): string | null {
  const headers: Record<string, string> | Headers = response.lastResponse.headers
  return headers instanceof Headers ? headers.get(name) : (headers[name] ?? null)
}
