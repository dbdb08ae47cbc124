import { randomUUID } from 'node:crypto'

export const bundleId = 'com.example.tandem'
export const signedAt = Date.UTC(2026, 10, 21, 8)
const monthMs = 30 * 86_400_000

type Overrides = Record<string, unknown>

/** A transaction as Apple signs it: a month of Premium, bought in the sandbox. */
export function buildTransaction(overrides: Overrides = {}) {
  return {
    transactionId: '2000000000000002',
    originalTransactionId: '2000000000000001',
    webOrderLineItemId: '2000000000000003',
    bundleId,
    productId: 'com.example.tandem.premium.monthly',
    subscriptionGroupIdentifier: '21000000',
    purchaseDate: signedAt - 1000,
    originalPurchaseDate: signedAt - 1000 - monthMs,
    expiresDate: signedAt - 1000 + monthMs,
    quantity: 1,
    type: 'Auto-Renewable Subscription',
    inAppOwnershipType: 'PURCHASED',
    signedDate: signedAt,
    environment: 'Sandbox',
    transactionReason: 'RENEWAL',
    storefront: 'SGP',
    storefrontId: '143464',
    price: 15_900,
    currency: 'SGD',
    appTransactionId: '704000000000000001',
    ...overrides,
  }
}

export function buildRenewal(overrides: Overrides = {}) {
  return {
    originalTransactionId: '2000000000000001',
    productId: 'com.example.tandem.premium.monthly',
    autoRenewProductId: 'com.example.tandem.premium.monthly',
    autoRenewStatus: 1,
    isInBillingRetryPeriod: false,
    renewalDate: signedAt - 1000 + monthMs,
    renewalPrice: 15_900,
    currency: 'SGD',
    recentSubscriptionStartDate: signedAt - 1000 - monthMs,
    signedDate: signedAt + 1,
    environment: 'Sandbox',
    ...overrides,
  }
}

/** What Apple signs of an Apple Account that has the app; its environment and its date have names of their own. */
export function buildAppTransaction(overrides: Overrides = {}) {
  return {
    receiptType: 'Sandbox',
    bundleId,
    applicationVersion: '1',
    receiptCreationDate: signedAt,
    originalPurchaseDate: signedAt - monthMs,
    originalApplicationVersion: '1',
    deviceVerification: 'AAAA',
    deviceVerificationNonce: '48ccfa42-7431-4f22-9908-7e88983e105a',
    appTransactionId: '704000000000000001',
    originalPlatform: 'iOS',
    ...overrides,
  }
}

/** A notification; `data` is replaced as a whole, and `undefined` leaves a field out. */
export function buildNotification(overrides: Overrides = {}) {
  return {
    notificationType: 'DID_RENEW',
    notificationUUID: randomUUID(),
    version: '2.0',
    signedDate: signedAt + 2,
    data: { bundleId, bundleVersion: '1', environment: 'Sandbox', status: 1 },
    ...overrides,
  }
}
