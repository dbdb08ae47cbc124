import type { FactKind } from '../../support/stripe/facts.ts'

/** How the user of a customer is known: by our link from the start or late, or by Stripe's metadata alone. */
export const links = ['early', 'late', 'never'] as const
export type Link = (typeof links)[number]

export type Identity = { userId: string; suffix: string; link: Link }

/** One thing that reaches us: an event with its object, or our own link of the customer. `at` in milliseconds. */
export type MoneyDelivery = {
  at: number
  eventId: string
  eventType: string
  kind: FactKind | 'subscription' | 'upcoming' | 'link'
  /** The object's id; null when Stripe cannot be asked for it. */
  id: string | null
  content: Record<string, unknown>
}
