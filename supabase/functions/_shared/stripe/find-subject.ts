import type Stripe from 'stripe'
import type { FactKind } from './facts/fact-kinds.ts'

/** `isElsewhere`: the event holds another object than the one that it says something about. */
export type EventSubject =
  | { of: 'subscription' | FactKind; id: string; isElsewhere?: true }
  | { of: 'trial_setup'; setupIntentId: string }
  | { of: 'checkout'; sessionId: string }

/** Longest first where one begins another. https://docs.stripe.com/api/events/types */
const kindOfType: [prefix: string, of: 'subscription' | FactKind][] = [
  ['customer.subscription.', 'subscription'],
  ['customer.created', 'customer'],
  ['customer.updated', 'customer'],
  ['customer.deleted', 'customer'],
  ['invoice.', 'invoice'],
  ['invoice_payment.', 'invoice_payment'],
  ['charge.dispute.', 'dispute'],
  ['charge.', 'charge'],
  ['payment_method.', 'payment_method'],
]

type Json = Record<string, unknown>

/** What an event is about; null for all that changes nothing here. Reads ids and our own metadata only: those have no version. */
export function findSubject(event: Stripe.Event): EventSubject | null {
  const object = event.data.object as unknown as Json
  const id = idOf(object)
  const metadata = (object.metadata ?? {}) as Record<string, string | undefined>
  switch (event.type as string) {
    case 'invoice.upcoming': // No invoice yet, it has no id: the database reads the announcement out of the event.
      return null
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return id && object.mode === 'subscription' ? { of: 'checkout', sessionId: id } : null
    case 'setup_intent.succeeded':
      return id && metadata.purpose === 'trial' ? { of: 'trial_setup', setupIntentId: id } : null
    case 'refund.failed':
    case 'refund.updated':
    case 'charge.refund.updated':
      return findChargeOfRefund(object)
  }
  if (event.type.startsWith('subscription_schedule.')) {
    return toElsewhere('subscription', idOf(object.subscription) ?? idOf(object.released_subscription))
  }
  if (event.type.startsWith('payment_intent.')) return id && metadata.extra_id ? { of: 'payment', id } : null
  const [, of] = kindOfType.find(([prefix]) => event.type.startsWith(prefix)) ?? []
  return of && id ? { of, id } : null
}

/** `charge.refunded` tells of money given back; that it came back after all is told by the refund alone. */
function findChargeOfRefund(refund: Json): EventSubject | null {
  return refund.status === 'failed' || refund.status === 'canceled' ? toElsewhere('charge', idOf(refund.charge)) : null
}

function toElsewhere(of: 'subscription' | FactKind, id: string | null): EventSubject | null {
  return id ? { of, id, isElsewhere: true } : null
}

function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  const id = (value as Json | null | undefined)?.id
  return typeof id === 'string' ? id : null
}
