import type { Send } from '../wire/send-request.ts'

export type StoreProduct = {
  product_id: string
  display_name: string
  description: string
  display_price: string
}

/** A verified transaction and its renewal info, each with its `jwsRepresentation`. */
export type StoreTransaction = { transaction_id: string; transaction: string; renewal_info: string }

export type StorePurchase = StoreTransaction & {
  pending_change: { auto_renew_product_id: string; starts_at: string } | null
}

export type StoreSubscription = {
  original_transaction_id: string
  product_id: string
  auto_renew_product_id: string
  status: string
  will_renew: boolean
  expires_at: string
}

export type StoreKit = ReturnType<typeof createStoreKit>

/** StoreKit 2 with the names it has there. The Apple Account belongs to the device, not to the user of the app. */
export function createStoreKit(appStoreUrl: string, send: Send, appleAccount: () => string) {
  const get = (path: string) => send({ method: 'GET', url: `${appStoreUrl}/storekit/${path}`, headers: {} })
  const getOwned = (path: string) => get(`${path}?apple_account=${encodeURIComponent(appleAccount())}`)
  const post = (path: string, body: object) =>
    send({
      method: 'POST',
      url: `${appStoreUrl}/storekit/${path}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const readTransactions = async (path: string) =>
    ((await getOwned(path)) as { transactions: StoreTransaction[] }).transactions

  return {
    appleAccount,
    products: async () => ((await get('products')) as { products: StoreProduct[] }).products,
    purchase: (productId: string, appAccountToken: string) =>
      post('purchase', {
        apple_account: appleAccount(),
        product_id: productId,
        app_account_token: appAccountToken,
      }) as Promise<StorePurchase>,
    currentEntitlements: () => readTransactions('current-entitlements'),
    unfinished: () => readTransactions('unfinished'),
    finish: (transactionId: string) => post('finish', { transaction_id: transactionId }),
    subscriptions: async () =>
      ((await getOwned('subscriptions')) as { subscriptions: StoreSubscription[] }).subscriptions,
    cancel: (originalTransactionId: string) => post(`subscriptions/${originalTransactionId}/cancel`, {}),
    resume: (originalTransactionId: string) => post(`subscriptions/${originalTransactionId}/resume`, {}),
  }
}
