import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { findCardUses } from '../_shared/stripe/find-card-uses.ts'
import { detachCard } from '../_shared/stripe/remove-duplicate-cards.ts'
import { syncFact } from '../_shared/stripe/sync-fact.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { requireOwnCard } from './require-own-card.ts'

/**
 * Removes a saved card, unless a running subscription is charged to it (`card_in_use`): Stripe itself would let it go, and
 * the next renewal fail. A card that is gone already is `card_not_found`.
 */
export async function removeCard(
  user: SignedInUser,
  { payment_method_id }: { payment_method_id: string },
  deps: SyncDeps,
): Promise<Record<string, never>> {
  const { customer, card } = await requireOwnCard(user, payment_method_id, deps)
  const { subscriptions, customerDefaultId } = await findCardUses(customer, deps)
  if (subscriptions.some(({ cardId }) => (cardId ?? customerDefaultId) === card.id)) throw new AppError('card_in_use')
  await detachCard(card.id, deps)
  // Stripe forgets a default that is detached, and tells it by an event only.
  if (customerDefaultId === card.id) await syncFact('customer', customer, deps)
  return {}
}
