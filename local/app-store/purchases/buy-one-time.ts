import { type AppStore, accountOf, addTransaction, nextId, transactionsOfAccount } from '../app-store.ts'
import { priceIn } from '../catalogue.ts'
import { recordPurchaseNotification } from '../notifications/record-notification.ts'
import { StoreError } from '../store-error.ts'
import type { StoredTransaction } from '../store-state.ts'
import type { Order, Sale } from '../subscriptions/buy-product.ts'

/** A non-consumable: bought once and kept, unless it is refunded. */
export function buyOneTime(store: AppStore, order: Order, at: number): Sale {
  if (ownsProduct(store, order.appleAccount, order.productId)) {
    throw new StoreError('already_owned', 'You’ve already purchased this.', 409)
  }
  const { storefront } = accountOf(store, order.appleAccount)
  const transactionId = nextId(store)
  const transaction: StoredTransaction = {
    transactionId,
    originalTransactionId: transactionId,
    webOrderLineItemId: nextId(store),
    appleAccount: order.appleAccount,
    type: 'Non-Consumable',
    ownership: 'PURCHASED',
    productId: order.productId,
    purchasedAt: at,
    originalPurchasedAt: at,
    expiresAt: null,
    reason: 'PURCHASE',
    appAccountToken: order.appAccountToken,
    storefront,
    ...priceIn(storefront, order.productId),
    offer: null,
    isUpgraded: false,
    revocation: null,
    isFinished: false,
    modifiedAt: at,
  }
  addTransaction(store, transaction)
  recordPurchaseNotification(store, transaction, { type: 'ONE_TIME_CHARGE', at })
  return { outcome: 'purchased', subscription: null, transaction }
}

export function ownsProduct(store: AppStore, appleAccount: string, productId: string): boolean {
  return transactionsOfAccount(store, appleAccount).some(
    (transaction) =>
      transaction.productId === productId && transaction.type === 'Non-Consumable' && transaction.revocation === null,
  )
}
