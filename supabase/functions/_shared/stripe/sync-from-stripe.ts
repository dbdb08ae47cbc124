import type Stripe from 'stripe'
import type { Database } from '../database/connect.ts'
import { recordStripeReading } from '../database/stripe-records.ts'
import { type CallDeps, callStripe } from './call-stripe.ts'
import { readUntilPlaced } from './read-until-placed.ts'
import type { InboxEvent } from './to-inbox-event.ts'
import { isReplayed, toReading, withParts } from './to-reading.ts'

export type SyncDeps = CallDeps & { database: Database }
export type SubscriptionAnswer = Stripe.Response<Stripe.Subscription>

/** Brings one subscription in line with Stripe; `event` is the one that asked for it. */
export async function syncFromStripe(
  id: string,
  deps: SyncDeps,
  event: InboxEvent | null = null,
): Promise<{ answer: SubscriptionAnswer; outcome: string }> {
  const { reading, outcome } = await readUntilPlaced({
    fetch: () => fetchSubscription(id, deps),
    record: (answer) => recordStripeReading(deps.database, toReading(answer), event),
    wait: deps.wait,
  })
  return { answer: reading, outcome }
}

/** The subscription as it is now, with all that a reading needs; `expand` names what else to include. */
export function fetchSubscription(id: string, deps: CallDeps, expand: string[] = []): Promise<SubscriptionAnswer> {
  return callStripe(deps, (stripe) => stripe.subscriptions.retrieve(id, { expand: [...withParts, ...expand] }))
}

/**
 * Records what a request of ours was answered with, and gives back what was recorded: it is read again where the answer
 * cannot be placed in time.
 */
export async function recordAnswer(answer: SubscriptionAnswer, deps: SyncDeps): Promise<SubscriptionAnswer> {
  const isPlaced = !isReplayed(answer) && (await recordStripeReading(deps.database, toReading(answer))) !== 'tie'
  return isPlaced ? answer : (await syncFromStripe(answer.id, deps)).answer
}
