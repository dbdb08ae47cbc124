import Stripe from 'stripe'
import { ZodError } from 'zod'
import { UnknownStoreValueError } from '../domain/errors.ts'
import type { Subscription } from '../domain/subscription.ts'
import { toSubscription } from './to-subscription.ts'

/** What an event asks of us: nothing, to believe its snapshot, to ask Stripe, or to give up on a value we do not know. */
export type StripeChange =
  | { kind: 'none' }
  | { kind: 'snapshot'; subscription: Subscription }
  | { kind: 'reread'; subscriptionId: string }
  | { kind: 'unknown'; reason: string }

/** Reads an event. Only subscriptions decide about access: invoices and payments reach them at Stripe. */
export function toStripeChange(event: Stripe.Event): StripeChange {
  if (!event.type.startsWith('customer.subscription.')) return { kind: 'none' }
  const { id } = event.data.object as Stripe.Subscription
  // The payload has the version of the webhook endpoint, not of this SDK: the names may mean something else.
  if (event.api_version !== Stripe.API_VERSION) return { kind: 'reread', subscriptionId: id }
  try {
    return { kind: 'snapshot', subscription: toSubscription(event.data.object) }
  } catch (error) {
    if (error instanceof ZodError) return { kind: 'reread', subscriptionId: id }
    if (error instanceof UnknownStoreValueError) return { kind: 'unknown', reason: error.message }
    throw error
  }
}

/** The event as the inbox keeps it. */
export function toInboxEvent(event: Stripe.Event) {
  return {
    environment: event.livemode ? 'production' : 'sandbox',
    event_id: event.id,
    event_type: event.type,
    occurred_at: new Date(event.created * 1000).toISOString(),
    payload: event,
  }
}
export type InboxEvent = ReturnType<typeof toInboxEvent>
