import type Stripe from 'stripe'
import { recordStripeFactReading } from '../database/stripe-facts.ts'
import { callStripe } from './call-stripe.ts'
import { type FactKind, type FactReader, factKinds } from './facts/fact-kinds.ts'
import { readUntilPlaced } from './read-until-placed.ts'
import { isStripeRefusal } from './stripe-failure.ts'
import type { SyncDeps } from './sync-from-stripe.ts'
import type { InboxEvent } from './to-inbox-event.ts'
import { isReplayed, toMoment } from './to-reading.ts'

export type FactReading = { outcome: string; fact: object | null }

/** Brings one object in line with Stripe; `event` asked for it. `gone`: it exists there no longer, nothing was recorded. */
export async function syncFact(
  kind: FactKind,
  id: string,
  deps: SyncDeps,
  event: InboxEvent | null = null,
): Promise<FactReading> {
  const { reading, outcome } = await readUntilPlaced({
    fetch: () => fetchObject(kind, id, deps),
    record: async (answer) => (answer ? recordReading(kind, answer, deps, event) : 'gone'),
    wait: deps.wait,
  })
  return { outcome, fact: reading && factKinds[kind].toFact(reading) }
}

/** Records an object that Stripe has just answered with; reads it again where the answer cannot be placed in time. */
export async function recordFactAnswer(
  kind: FactKind,
  answer: Stripe.Response<{ id: string }>,
  deps: SyncDeps,
): Promise<void> {
  if (isReplayed(answer) || (await recordReading(kind, answer, deps, null)) === 'tie') {
    await syncFact(kind, answer.id, deps)
  }
}

async function recordReading(
  kind: FactKind,
  answer: Stripe.Response<object>,
  deps: SyncDeps,
  event: InboxEvent | null,
): Promise<string> {
  const fact = factKinds[kind].toFact(answer)
  if (fact === null) return 'unchanged'
  return recordStripeFactReading(deps.database, { kind, fact, asOf: toMoment(answer) }, event)
}

/** Null when Stripe has deleted it: it then answers 404, or for a customer with nothing but the id. */
async function fetchObject(kind: FactKind, id: string, deps: SyncDeps): Promise<Stripe.Response<object> | null> {
  const reader: FactReader = factKinds[kind]
  try {
    const answer = await callStripe(deps, (stripe) => reader.retrieve(stripe, id))
    return 'deleted' in answer && answer.deleted ? null : answer
  } catch (error) {
    if (isStripeRefusal(error, 'resource_missing')) return null
    throw error
  }
}
