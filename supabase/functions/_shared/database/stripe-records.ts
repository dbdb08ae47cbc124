import { z } from 'zod'
import type { Subscription } from '../domain/subscription.ts'
import type { InboxEvent } from '../stripe/to-inbox-event.ts'
import type { Database } from './connect.ts'
import { toSubscriptionRow } from './to-subscription-row.ts'

const eventOutcomes = ['applied', 'unchanged', 'stale', 'tie', 'recorded', 'duplicate'] as const
const writeOutcomes = ['applied', 'unchanged', 'stale', 'tie'] as const

/** One event: inbox, subscription and entitlements in one transaction. `tie` and nothing else asks for a re-read. */
export async function recordStripeEvent(database: Database, event: InboxEvent, subscription: Subscription | null) {
  const row = subscription && toSubscriptionRow(subscription)
  return z.enum(eventOutcomes).parse(await database.call('billing.record_stripe_event', [event, row]))
}

/** Keeps an event whose subscription has to be asked from Stripe. */
export async function recordOwedStripeEvent(database: Database, event: InboxEvent) {
  return z.enum(['owed', 'duplicate']).parse(await database.call('billing.record_owed_stripe_event', [event]))
}

/** What Stripe answered, as of its clock; `event` is the one that made us ask. */
export async function recordStripeReading(
  database: Database,
  reading: { subscription: Subscription; asOf: Date },
  event: InboxEvent | null = null,
) {
  const identity = event && { environment: event.environment, event_id: event.event_id }
  const args = [identity, toSubscriptionRow(reading.subscription), reading.asOf]
  return z.enum(writeOutcomes).parse(await database.call('billing.record_stripe_subscription', args))
}
