import { z } from 'zod'
import type { FactKind } from '../stripe/facts/fact-kinds.ts'
import type { InboxEvent } from '../stripe/to-inbox-event.ts'
import type { Database } from './connect.ts'

const writeOutcomes = ['applied', 'unchanged', 'stale', 'tie'] as const
const outcomes = [...writeOutcomes, 'duplicate'] as const

/** One event and its fact in one transaction. With `owesEffect` the event stays owed until `finishStripeEvent`. */
export async function recordStripeFact(
  database: Database,
  event: InboxEvent,
  { kind, fact, owesEffect }: { kind: FactKind; fact: object; owesEffect: boolean },
) {
  return z.enum(outcomes).parse(await database.call('billing.record_stripe_fact', [event, kind, fact, owesEffect]))
}

/** What Stripe answered, as of its clock; `event` is the one that made us ask, and is settled by it. */
export async function recordStripeFactReading(
  database: Database,
  { kind, fact, asOf }: { kind: FactKind; fact: object; asOf: Date },
  event: InboxEvent | null = null,
) {
  const identity = event && { environment: event.environment, event_id: event.event_id }
  const args = [identity, kind, fact, asOf]
  return z.enum(writeOutcomes).parse(await database.call('billing.record_stripe_fact_reading', args))
}

/** All that an event asks for is done. */
export async function finishStripeEvent(database: Database, event: InboxEvent): Promise<void> {
  await database.call('billing.finish_stripe_event', [{ environment: event.environment, event_id: event.event_id }])
}

/** The customer exists no longer at Stripe: the next purchase makes another one. Safe to repeat. */
export async function unlinkStripeCustomer(database: Database, customerId: string): Promise<void> {
  await database.call('billing.unlink_stripe_customer', [customerId])
}
