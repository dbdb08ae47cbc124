import type Stripe from 'stripe'
import type { Database } from '../database/connect.ts'
import { recordStripeReading } from '../database/stripe-records.ts'
import { callStripe, toReading } from './call-stripe.ts'
import { type SubscriptionReading, syncSubscription } from './sync-subscription.ts'
import type { InboxEvent } from './to-stripe-change.ts'

export type SyncDeps = { stripe: Stripe; database: Database; wait: (milliseconds: number) => Promise<void> }

/** Brings one subscription in line with Stripe; `event` is the one that asked for it. */
export function syncFromStripe(subscriptionId: string, deps: SyncDeps, event: InboxEvent | null = null) {
  return syncSubscription(subscriptionId, {
    fetchSubscription: async (id) => toReading(await callStripe(() => deps.stripe.subscriptions.retrieve(id))),
    recordReading: (reading) => recordStripeReading(deps.database, reading, event),
    wait: deps.wait,
  })
}

/** Records what a request of ours was answered with; reads again where the answer cannot be placed in time. */
export async function recordAnswer(reading: SubscriptionReading, deps: SyncDeps): Promise<void> {
  const outcome = await recordStripeReading(deps.database, reading)
  if (outcome === 'tie') await syncFromStripe(reading.subscription.storeSubscriptionId, deps)
}
