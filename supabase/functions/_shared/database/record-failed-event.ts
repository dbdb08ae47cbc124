import { z } from 'zod'
import type { Store } from '../domain/subscription.ts'
import type { Database } from './connect.ts'

/** Keeps an event that holds a value we do not know, with the reason; it changes nothing. Safe to repeat. */
export async function recordFailedEvent(database: Database, store: Store, event: object, reason: string) {
  const outcome = await database.call('billing.record_failed_event', [store, event, reason])
  return z.enum(['failed', 'duplicate']).parse(outcome)
}
