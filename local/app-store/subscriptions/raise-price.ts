import type { AppStore } from '../app-store.ts'
import { announce } from '../notifications/announce.ts'
import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'
import { nextPrice } from './next-price.ts'
import { requireLiving } from './require-living.ts'

// Apple asks for consent when a price rises by more than half; below that a notice can do.
const WITH_CONSENT = 2
const WITH_NOTICE = 1.2

/** Twice the price: it ends at the renewal unless the subscriber agrees before. */
export function raisePrice(store: AppStore, subscription: Subscription, at: number): void {
  setPrice(store, subscription, WITH_CONSENT)
  subscription.priceConsent = 'pending'
  announce(store, subscription, { type: 'PRICE_INCREASE', subtype: 'PENDING', at })
}

/** A fifth more: the subscriber is told and need not agree. */
export function raisePriceWithNotice(store: AppStore, subscription: Subscription, at: number): void {
  setPrice(store, subscription, WITH_NOTICE)
  subscription.priceConsent = 'accepted'
  announce(store, subscription, { type: 'PRICE_INCREASE', subtype: 'ACCEPTED', at })
}

/** The sheet that asks. A no is a cancellation; who does not answer loses the subscription at the renewal. */
export function answerPriceConsent(store: AppStore, subscription: Subscription, agrees: boolean, at: number): void {
  requireLiving(subscription)
  if (subscription.priceConsent !== 'pending') {
    throw new StoreError('no_price_increase', 'No price increase waits for an answer.', 409)
  }
  if (agrees) {
    subscription.priceConsent = 'accepted'
    announce(store, subscription, { type: 'PRICE_INCREASE', subtype: 'ACCEPTED', at })
    return
  }
  subscription.autoRenews = false
  subscription.expirationIntent = 3
  announce(store, subscription, { type: 'DID_CHANGE_RENEWAL_STATUS', subtype: 'AUTO_RENEW_DISABLED', at })
}

function setPrice(store: AppStore, subscription: Subscription, factor: number): void {
  requireLiving(subscription)
  if (!subscription.autoRenews) throw new StoreError('not_renewing', 'This subscription does not renew.', 409)
  if (subscription.priceConsent === 'pending') {
    throw new StoreError('price_increase_pending', 'A price increase waits for an answer already.', 409)
  }
  const { priceMilliunits } = nextPrice(store, { ...subscription, nextOffer: null })
  subscription.raisedPriceMilliunits = Math.round((priceMilliunits * factor) / 100) * 100
}
