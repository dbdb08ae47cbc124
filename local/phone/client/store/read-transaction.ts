export type ReadTransaction = {
  productId: string
  /** Of one subscription all its renewals share it. */
  originalTransactionId: string
  purchasedAt: Date
  /** null = bought without one: outside the app. */
  appAccountToken: string | null
  isFamilyShared: boolean
  isSubscription: boolean
}

type Payload = {
  productId: string
  originalTransactionId: string
  purchaseDate: number
  appAccountToken?: string
  inAppOwnershipType?: string
  type?: string
}

/** A `Transaction` of StoreKit: read from the payload that StoreKit has verified. */
export function readTransaction(jws: string): ReadTransaction {
  const payload = jws.split('.')[1] ?? ''
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
  const transaction = JSON.parse(text) as Payload
  return {
    productId: transaction.productId,
    originalTransactionId: transaction.originalTransactionId,
    purchasedAt: new Date(transaction.purchaseDate),
    appAccountToken: transaction.appAccountToken?.toLowerCase() ?? null,
    isFamilyShared: transaction.inAppOwnershipType === 'FAMILY_SHARED',
    isSubscription: transaction.type === 'Auto-Renewable Subscription',
  }
}
