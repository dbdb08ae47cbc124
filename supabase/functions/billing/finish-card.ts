import type { FinishCardAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { findCardUses } from '../_shared/stripe/find-card-uses.ts'
import { removeDuplicateCards } from '../_shared/stripe/remove-duplicate-cards.ts'
import { setCustomerCard } from '../_shared/stripe/set-default-card.ts'
import { syncFact } from '../_shared/stripe/sync-fact.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { toIdOf } from '../_shared/stripe/to-id-of.ts'
import { readCustomer } from './own-records.ts'
import { requireExisting } from './require-own-card.ts'

/**
 * Takes a card over that the browser has confirmed. Throws `card_already_saved` for the same card again. The webhook looks
 * for duplicates at the same time: both decide alike from what Stripe has, so it does not matter who detaches.
 */
export async function finishCard(
  user: SignedInUser,
  { setup_intent_id }: { setup_intent_id: string },
  deps: SyncDeps,
): Promise<FinishCardAnswer> {
  const customer = await readCustomer(deps.database, user.id)
  if (!customer) throw new AppError('card_not_found')
  const setup = await requireExisting(() =>
    callStripe(deps, (stripe) => stripe.setupIntents.retrieve(setup_intent_id, { expand: ['payment_method'] })),
  )
  if (toIdOf(setup.customer) !== customer) throw new AppError('card_not_found')
  const card = setup.payment_method
  if (setup.status !== 'succeeded' || card === null || typeof card === 'string') {
    throw new AppError('setup_not_confirmed')
  }
  // Already detached: the webhook was faster, and a card is detached by itself only for being there already.
  if (card.customer === null) throw new AppError('card_already_saved')
  await syncFact('payment_method', card.id, deps)
  const removed = await removeDuplicateCards(customer, deps)
  if (removed.some(({ id }) => id === card.id)) throw new AppError('card_already_saved')
  await makeFirstCardDefault(customer, card.id, deps)
  const isRenewed = removed.some(({ keptId, isRenewed }) => keptId === card.id && isRenewed)
  return { outcome: isRenewed ? 'replaced' : 'added', payment_method_id: card.id }
}

/** Only where nothing else would be charged: a card of a subscription is chosen already, if not as the customer's. */
async function makeFirstCardDefault(customer: string, cardId: string, deps: SyncDeps): Promise<void> {
  const { customerDefaultId, subscriptions } = await findCardUses(customer, deps)
  const isFirst = customerDefaultId === null && subscriptions.every((subscription) => subscription.cardId === null)
  if (isFirst) await setCustomerCard(customer, cardId, deps)
}
