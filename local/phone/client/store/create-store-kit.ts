import type { Send } from '../wire/send-request.ts'
import type {
  RefundReason,
  StoreAccount,
  StoreProduct,
  StorePurchase,
  StoreSubscription,
  StoreTransaction,
} from './store-types.ts'

export type StoreKit = ReturnType<typeof createStoreKit>

/** `Product.PurchaseOption`: the user it is for, and our server's word on the free trial. */
export type PurchaseRequest = {
  productId: string
  appAccountToken: string
  introductoryOfferEligibility: string | null
}

/** StoreKit 2 with the names it has there. The Apple Account belongs to the device, not to the user of the app. */
export function createStoreKit(appStoreUrl: string, send: Send, appleAccount: () => string) {
  const get = <T>(path: string) =>
    send({
      method: 'GET',
      url: `${appStoreUrl}/storekit/${path}?apple_account=${encodeURIComponent(appleAccount())}`,
      headers: {},
    }) as Promise<T>
  const post = <T = unknown>(path: string, body: object) =>
    send({
      method: 'POST',
      url: `${appStoreUrl}/storekit/${path}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }) as Promise<T>
  const readTransactions = async (path: string) => (await get<{ transactions: StoreTransaction[] }>(path)).transactions
  const changeSubscription = (id: string, action: string, body: object = {}) =>
    post(`subscriptions/${id}/${action}`, body)

  return {
    appleAccount,
    products: async () => (await get<{ products: StoreProduct[] }>('products')).products,
    /** `Storefront.current.countryCode`. */
    storefront: async () => (await get<StoreAccount>('account')).storefront,
    /** `AppTransaction.shared`, as its JWS. */
    appTransaction: async () => (await get<{ app_transaction: string }>('app-transaction')).app_transaction,
    purchase: ({ productId, appAccountToken, introductoryOfferEligibility }: PurchaseRequest) =>
      post<StorePurchase>('purchase', {
        apple_account: appleAccount(),
        product_id: productId,
        app_account_token: appAccountToken,
        ...(introductoryOfferEligibility && { introductory_offer_eligibility: introductoryOfferEligibility }),
      }),
    /** What `AppStore.presentOfferCodeRedeemSheet(in:)` does with the code that is typed in. */
    redeemOfferCode: (code: string) => post('redeem-offer-code', { apple_account: appleAccount(), code }),
    currentEntitlements: () => readTransactions('current-entitlements'),
    unfinished: () => readTransactions('unfinished'),
    finish: (transactionId: string) => post('finish', { transaction_id: transactionId }),
    /** `transaction.beginRefundRequest(in:)`, with the reason that is chosen there. */
    requestRefund: (transactionId: string, reason: RefundReason) =>
      post('refund-request', { apple_account: appleAccount(), transaction_id: transactionId, reason }),
    subscriptions: async () => (await get<{ subscriptions: StoreSubscription[] }>('subscriptions')).subscriptions,
    cancel: (originalTransactionId: string) => changeSubscription(originalTransactionId, 'cancel'),
    resume: (originalTransactionId: string) => changeSubscription(originalTransactionId, 'resume'),
    change: (originalTransactionId: string, productId: string) =>
      changeSubscription(originalTransactionId, 'change', { product_id: productId }),
    answerPriceIncrease: (originalTransactionId: string, agrees: boolean) =>
      changeSubscription(originalTransactionId, 'price-consent', { agrees }),
  }
}
