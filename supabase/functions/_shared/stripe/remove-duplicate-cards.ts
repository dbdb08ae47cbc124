import type Stripe from 'stripe'
import { findDuplicateCards, type Replacement, type SavedCard } from '../domain/duplicate-cards.ts'
import { callStripe } from './call-stripe.ts'
import { type CardUses, findCardUses } from './find-card-uses.ts'
import { setCustomerCard, setSubscriptionCard } from './set-default-card.ts'
import { isStripeRefusal } from './stripe-failure.ts'
import { recordFactAnswer, syncFact } from './sync-fact.ts'
import type { SyncDeps } from './sync-from-stripe.ts'
import { unlessMissing } from './unless-missing.ts'

/**
 * Leaves a customer with one of each card, and says which ones went. Safe at any time, any number of times and in parallel:
 * every run decides from what Stripe has now, uses are moved before the card goes, and nothing is undone.
 */
export async function removeDuplicateCards(customerId: string, deps: SyncDeps): Promise<Replacement[]> {
  const listed = await unlessMissing(
    callStripe(deps, (stripe) => stripe.customers.listPaymentMethods(customerId, { type: 'card', limit: 100 })),
  )
  // A customer who is deleted has no cards, however late their last events come.
  if (listed === null) return []
  const cards = listed.data.flatMap(toSavedCard)
  // Asked only when there is something to decide: nearly nobody has the same card twice.
  if (new Set(cards.map(({ fingerprint, id }) => fingerprint ?? id)).size === cards.length) return []
  const uses = await findCardUses(customerId, deps)
  const subscriptionCardIds = uses.subscriptions.flatMap(({ cardId }) => cardId ?? [])
  const replacements = findDuplicateCards(cards, { subscriptionCardIds, customerDefaultId: uses.customerDefaultId })
  for (const replacement of replacements) await replaceCard(customerId, replacement, uses, deps)
  return replacements
}

async function replaceCard(customerId: string, { id, keptId }: Replacement, uses: CardUses, deps: SyncDeps) {
  for (const subscription of uses.subscriptions) {
    if (subscription.cardId === id) await setSubscriptionCard(subscription.id, keptId, deps)
  }
  if (uses.customerDefaultId === id) await setCustomerCard(customerId, keptId, deps)
  await detachCard(id, deps)
}

/** Detached, a card cannot be charged and not be attached again. One that is detached already is no error. */
export async function detachCard(id: string, deps: SyncDeps): Promise<void> {
  try {
    const detached = await callStripe(deps, (stripe) => stripe.paymentMethods.detach(id))
    await recordFactAnswer('payment_method', detached, deps)
  } catch (error) {
    const { outcome, fact } = await syncFact('payment_method', id, deps)
    const isGone =
      outcome === 'gone' || (fact !== null && 'store_customer_id' in fact && fact.store_customer_id === null)
    if (!isGone && !isStripeRefusal(error, 'resource_missing')) throw error
  }
}

function toSavedCard(method: Stripe.PaymentMethod): SavedCard[] {
  const { id, created: createdAt, card } = method
  if (!card) return []
  return [{ id, createdAt, fingerprint: card.fingerprint ?? null, expMonth: card.exp_month, expYear: card.exp_year }]
}
