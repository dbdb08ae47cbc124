import type Stripe from 'stripe'

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
