import { type AppStore, ownSubscriptionOf } from '../app-store.ts'
import { findOffer, toOffer } from '../offers.ts'
import { StoreError } from '../store-error.ts'
import type { Offer } from '../store-state.ts'
import { isWinnable } from '../subscriptions/to-renewal-payload.ts'

/** An offer that the app names for a purchase, if this Apple Account may have it. */
export function chooseOffer(
  store: AppStore,
  appleAccount: string,
  productId: string,
  wish: Pick<Offer, 'type' | 'identifier'>,
): Offer {
  const offer = findOffer(wish.type, wish.identifier)
  if (!offer?.productIds.includes(productId)) {
    throw new StoreError('offer_not_found', 'There is no such offer for this product.', 404)
  }
  const subscription = ownSubscriptionOf(store, appleAccount)
  const isEligible =
    wish.type === 4 ? subscription !== undefined && isWinnable(subscription) : subscription !== undefined
  if (!isEligible) throw new StoreError('offer_not_eligible', 'This Apple Account may not have this offer.', 409)
  return toOffer(offer)
}
