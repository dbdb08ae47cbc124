import type Stripe from 'stripe'
import { recordFailedEvent } from '../_shared/database/record-failed-event.ts'
import { finishStripeEvent, recordStripeFact } from '../_shared/database/stripe-facts.ts'
import { recordOwedStripeEvent, recordStripeEvent } from '../_shared/database/stripe-records.ts'
import { hashId } from '../_shared/log.ts'
import type { FactKind } from '../_shared/stripe/facts/fact-kinds.ts'
import { syncFact } from '../_shared/stripe/sync-fact.ts'
import { syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { type InboxEvent, toInboxEvent } from '../_shared/stripe/to-inbox-event.ts'
import { toStripeChange } from '../_shared/stripe/to-stripe-change.ts'
import { act } from './act.ts'
import { findEffect } from './find-effect.ts'
import type { StripeWebhookDeps } from './handler.ts'

/** Records an event with what it says, then does at Stripe what it asks for. Throws while anything is owed. */
export async function applyEvent(event: Stripe.Event, deps: StripeWebhookDeps): Promise<string> {
  const change = toStripeChange(event)
  const inboxEvent = toInboxEvent(event)
  switch (change.kind) {
    case 'none':
      return recordStripeEvent(deps.database, inboxEvent, null)
    case 'snapshot': {
      const outcome = await recordStripeEvent(deps.database, inboxEvent, change.subscription)
      if (outcome !== 'tie') return outcome
      return (await syncFromStripe(change.subscription.storeSubscriptionId, deps, inboxEvent)).outcome
    }
    case 'reread':
      return whenOwed(inboxEvent, deps, async () => {
        return (await syncFromStripe(change.subscriptionId, deps, inboxEvent)).outcome
      })
    case 'fact':
      return applyFact(inboxEvent, change, deps)
    case 'reread_fact':
      return whenOwed(inboxEvent, deps, () => rereadFact(inboxEvent, change, deps))
    case 'act':
      return whenOwed(inboxEvent, deps, async () => {
        const outcome = await act(change.subject, deps)
        await finishStripeEvent(deps.database, inboxEvent)
        return outcome
      })
    case 'unknown':
      deps.log.error('Stripe event holds a value that is not known', change.reason, { event: hashId(event.id) })
      return recordFailedEvent(deps.database, 'stripe', inboxEvent, change.reason)
  }
}

/** Does what cannot be done with the payload alone, unless an earlier delivery has done it. */
async function whenOwed(event: InboxEvent, deps: StripeWebhookDeps, work: () => Promise<string>): Promise<string> {
  const outcome = await recordOwedStripeEvent(deps.database, event)
  return outcome === 'duplicate' ? outcome : work()
}

type FactChange = { of: FactKind; id: string; fact: object }

async function applyFact(event: InboxEvent, { of: kind, id, fact }: FactChange, deps: StripeWebhookDeps) {
  const effect = findEffect(event.event_type)
  const outcome = await recordStripeFact(deps.database, event, { kind, fact, owesEffect: effect !== null })
  if (outcome === 'tie') return rereadFact(event, { of: kind, id }, deps)
  if (effect === null || outcome === 'duplicate') return outcome
  await effect(fact, id, deps)
  await finishStripeEvent(deps.database, event)
  return outcome
}

/** The effect comes from what Stripe says now: a dispute that was lost in the payload may have been won on appeal. */
async function rereadFact(event: InboxEvent, { of: kind, id }: Omit<FactChange, 'fact'>, deps: StripeWebhookDeps) {
  const effect = findEffect(event.event_type)
  // The reading settles the event by itself where nothing else is owed.
  const { outcome, fact } = await syncFact(kind, id, deps, effect ? null : event)
  await effect?.(fact ?? {}, id, deps)
  await finishStripeEvent(deps.database, event)
  return outcome
}
