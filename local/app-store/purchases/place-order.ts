import { type AppStore, accountOf } from '../app-store.ts'
import { findProduct, type Product } from '../catalogue.ts'
import { StoreError } from '../store-error.ts'
import { buySubscription, type Order, type Sale } from '../subscriptions/buy-product.ts'
import { askToBuy } from './ask-to-buy.ts'
import { buyOneTime } from './buy-one-time.ts'

/** What the payment sheet leads to: a sale, or for a child a question to a parent. */
export function placeOrder(store: AppStore, order: Order, at: number): Sale | 'pending' {
  requireOnSale(store, order.productId)
  if (!accountOf(store, order.appleAccount).asksToBuy) return fulfilOrder(store, order, at)
  askToBuy(store, order, at)
  return 'pending'
}

/** The purchase itself, with nobody left to ask. */
export function fulfilOrder(store: AppStore, order: Order, at: number): Sale {
  const product = requireOnSale(store, order.productId)
  return product.type === 'non_consumable' ? buyOneTime(store, order, at) : buySubscription(store, order, at)
}

function requireOnSale(store: AppStore, productId: string): Product {
  const product = findProduct(productId)
  if (!product || store.state.offSale.includes(productId)) {
    throw new StoreError('product_not_found', 'This product is not for sale.', 404)
  }
  return product
}
