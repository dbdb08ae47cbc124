import { type AppStore, accountOf } from '../app-store.ts'
import { findOffer, toOffer } from '../offers.ts'
import { StoreError } from '../store-error.ts'
import type { Sale } from '../subscriptions/buy-product.ts'
import { fulfilOrder } from './place-order.ts'

/** The App Store's own sheet: the app has no say in it and gives no token. Once per Apple Account. */
export function redeemOfferCode(store: AppStore, appleAccount: string, code: string, at: number): Sale {
  const name = code.trim().toUpperCase()
  const offer = findOffer(3, name)
  const productId = offer?.productIds[0]
  if (!offer || !productId) throw new StoreError('code_not_found', 'This code is not valid.', 404)
  const account = accountOf(store, appleAccount)
  if (account.redeemedCodes.includes(name)) {
    throw new StoreError('code_already_redeemed', 'You’ve already redeemed this code.', 409)
  }
  const sale = fulfilOrder(store, { ...outsideOrder(appleAccount, productId), offer: toOffer(offer) }, at)
  account.redeemedCodes.push(name)
  return sale
}

/** Bought in the App Store itself, from the page of the app. */
export function buyOutsideTheApp(store: AppStore, appleAccount: string, productId: string, at: number): Sale {
  return fulfilOrder(store, outsideOrder(appleAccount, productId), at)
}

function outsideOrder(appleAccount: string, productId: string) {
  return {
    appleAccount,
    productId,
    appAccountToken: null,
    offer: null,
    allowsIntroductoryOffer: true,
    isOutsideTheApp: true,
  }
}
