import { AppError } from '../domain/errors.ts'
import type { Subscription } from '../domain/subscription.ts'

/** A subscription as Stripe tells it now, with the moment of its answer by Stripe's clock. */
export type SubscriptionReading = { subscription: Subscription; asOf: Date }

export type SyncSubscriptionDeps = {
  fetchSubscription: (id: string) => Promise<SubscriptionReading>
  recordReading: (reading: SubscriptionReading) => Promise<string>
  wait: (milliseconds: number) => Promise<void>
}

const attempts = 4

/**
 * Reads a subscription from Stripe until the answer can be placed in time, and records it. Stripe's clock has whole
 * seconds: an answer from the second of a differing report may be the older of the two, one from the next second cannot.
 */
export async function syncSubscription(id: string, deps: SyncSubscriptionDeps): Promise<string> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const outcome = await deps.recordReading(await deps.fetchSubscription(id))
    if (outcome !== 'tie') return outcome
    await deps.wait(1000)
  }
  throw new AppError('store_unavailable', {
    cause: new Error(`Stripe's clock stood still during ${attempts} readings`),
  })
}
