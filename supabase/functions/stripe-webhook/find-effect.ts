import { unlinkStripeCustomer } from '../_shared/database/stripe-facts.ts'
import { cancelDisputed } from '../_shared/stripe/cancel-disputed.ts'
import { removeDuplicateCards } from '../_shared/stripe/remove-duplicate-cards.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'

type Effect = (fact: Facts, id: string, deps: SyncDeps) => Promise<unknown>
type Facts = {
  status?: string
  charge_id?: string
  payment_intent_id?: string | null
  store_customer_id?: string | null
}

/**
 * What an event asks for besides being recorded; null: nothing. Each decides by what it then finds and may be done again:
 * a delivery may break off anywhere.
 */
export function findEffect(eventType: string): Effect | null {
  switch (eventType) {
    case 'payment_method.attached':
      return async ({ store_customer_id }, _id, deps) =>
        store_customer_id && removeDuplicateCards(store_customer_id, deps)
    case 'charge.dispute.closed':
    case 'charge.dispute.updated':
      return async ({ status, charge_id, payment_intent_id }, _id, deps) =>
        status === 'lost' && charge_id && cancelDisputed({ charge_id, payment_intent_id }, deps)
    case 'customer.deleted':
      return (_fact, id, deps) => unlinkStripeCustomer(deps.database, id)
    default:
      return null
  }
}
