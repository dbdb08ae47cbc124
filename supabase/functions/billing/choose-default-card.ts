import type { SignedInUser } from '../_shared/http/require-user.ts'
import { findCardUses } from '../_shared/stripe/find-card-uses.ts'
import { setCustomerCard, setSubscriptionCard } from '../_shared/stripe/set-default-card.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { requireOwnCard } from './require-own-card.ts'

/**
 * Charges everything to this card from now on: a subscription's own card goes before the customer's default, so both are
 * set. Repeated, it sets what is set.
 */
export async function chooseDefaultCard(
  user: SignedInUser,
  { payment_method_id }: { payment_method_id: string },
  deps: SyncDeps,
): Promise<Record<string, never>> {
  const { customer, card } = await requireOwnCard(user, payment_method_id, deps)
  await chargeAllTo(customer, card.id, deps)
  return {}
}

export async function chargeAllTo(customer: string, cardId: string, deps: SyncDeps): Promise<void> {
  const { subscriptions } = await findCardUses(customer, deps)
  for (const { id } of subscriptions) await setSubscriptionCard(id, cardId, deps)
  await setCustomerCard(customer, cardId, deps)
}
