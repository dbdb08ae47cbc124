import Stripe from 'stripe'
import { ZodError } from 'zod'
import { UnknownStoreValueError } from '../domain/errors.ts'
import type { Subscription } from '../domain/subscription.ts'
import { type FactKind, factKinds } from './facts/fact-kinds.ts'
import { type EventSubject, findSubject } from './find-subject.ts'
import { toSubscription } from './to-subscription.ts'

/** What an event asks of us: nothing, to believe its snapshot, to ask Stripe, to act, or to give up on an unknown value. */
export type StripeChange =
  | { kind: 'none' }
  | { kind: 'snapshot'; subscription: Subscription }
  | { kind: 'reread'; subscriptionId: string }
  | { kind: 'fact'; of: FactKind; id: string; fact: object }
  | { kind: 'reread_fact'; of: FactKind; id: string }
  | { kind: 'act'; subject: Extract<EventSubject, { of: 'trial_setup' | 'checkout' }> }
  | { kind: 'unknown'; reason: string }

/** Reads an event. Only subscriptions and payments for extras decide about access; the rest is shown, or finds fault. */
export function toStripeChange(event: Stripe.Event): StripeChange {
  const subject = findSubject(event)
  if (subject === null) return { kind: 'none' }
  if (subject.of === 'trial_setup' || subject.of === 'checkout') return { kind: 'act', subject }
  const reread = toReread(subject)
  // The payload has the version of the webhook endpoint, not of this SDK: the names may mean something else.
  if (subject.isElsewhere || event.api_version !== Stripe.API_VERSION) return reread
  try {
    return toSnapshot(subject, event)
  } catch (error) {
    if (error instanceof ZodError) return reread
    if (error instanceof UnknownStoreValueError) return { kind: 'unknown', reason: error.message }
    throw error
  }
}

type Recorded = Extract<EventSubject, { of: 'subscription' | FactKind }>

function toReread({ of, id }: Recorded): StripeChange {
  return of === 'subscription' ? { kind: 'reread', subscriptionId: id } : { kind: 'reread_fact', of, id }
}

function toSnapshot({ of, id }: Recorded, event: Stripe.Event): StripeChange {
  const { object } = event.data
  if (of === 'subscription') return { kind: 'snapshot', subscription: toSubscription(object) }
  const fact = factKinds[of].toFact(object)
  return fact ? { kind: 'fact', of, id, fact: { ...fact, ...toAddition(event.type) } } : { kind: 'none' }
}

/** What only the type of the event says. */
function toAddition(type: string): object {
  switch (type) {
    case 'invoice.deleted':
      // Only a draft can be deleted: nobody will be asked to pay it any more.
      return { status: 'void' }
    case 'customer.deleted':
      return { is_deleted: true }
    default:
      return {}
  }
}
