import type Stripe from 'stripe'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { isStripeRefusal } from '../_shared/stripe/stripe-failure.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { toIdOf } from '../_shared/stripe/to-id-of.ts'
import { readCustomer } from './own-records.ts'

export type OwnCard = { customer: string; card: Stripe.PaymentMethod }

/**
 * The card that the browser names, if it is attached to the user's own customer; throws `card_not_found` for a stranger's as
 * for one that does not exist: the two must look the same.
 */
export async function requireOwnCard(user: SignedInUser, cardId: string, deps: SyncDeps): Promise<OwnCard> {
  const customer = await readCustomer(deps.database, user.id)
  if (!customer) throw new AppError('card_not_found')
  const card = await requireExisting(() => callStripe(deps, (stripe) => stripe.paymentMethods.retrieve(cardId)))
  if (toIdOf(card.customer) !== customer) throw new AppError('card_not_found')
  return { customer, card }
}

/** Turns Stripe's "no such object" into `card_not_found`. */
export async function requireExisting<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw isStripeRefusal(error, 'resource_missing') ? new AppError('card_not_found', { cause: error }) : error
  }
}
