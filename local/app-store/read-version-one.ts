import { z } from 'zod'
import { PRODUCTS } from './catalogue.ts'
import { createStoreState } from './create-store-state.ts'
import {
  certificateChainSchema,
  notificationSchema,
  type StoreState,
  subscriptionSchema,
  transactionSchema,
} from './store-state.ts'
import { DEFAULT_STOREFRONT, requireStorefront } from './storefronts.ts'

const versionOneSchema = z.object({
  version: z.literal(1),
  clockOffset: z.number().min(0),
  lastSignedAt: z.number(),
  lastId: z.number(),
  chain: certificateChainSchema,
  appTransactionIds: z.record(z.string(), z.string()),
  subscriptions: z.array(
    subscriptionSchema.omit({
      ownership: true,
      sharedFrom: true,
      nextOffer: true,
      raisedPriceMilliunits: true,
      priceConsent: true,
      isOffSale: true,
      renewedBeforeRefund: true,
      extendedAt: true,
    }),
  ),
  transactions: z.array(
    transactionSchema
      .pick({
        transactionId: true,
        originalTransactionId: true,
        webOrderLineItemId: true,
        productId: true,
        purchasedAt: true,
        reason: true,
        appAccountToken: true,
        isUpgraded: true,
        isFinished: true,
      })
      .extend({ expiresAt: z.number(), revokedAt: z.number().nullable() }),
  ),
  notifications: z.array(
    notificationSchema.omit({
      transactionId: true,
      appTransaction: true,
      summary: true,
      consumptionRequestReason: true,
      fault: true,
    }),
  ),
})

type VersionOne = z.infer<typeof versionOneSchema>

/** What the simulator wrote before it knew families, offers and one-time purchases; what is new begins empty. */
export function readVersionOne(json: unknown): StoreState {
  const old = versionOneSchema.parse(json)
  const fresh = createStoreState(old.chain)
  return {
    ...fresh,
    clockOffset: old.clockOffset,
    lastSignedAt: old.lastSignedAt,
    lastId: old.lastId,
    accounts: Object.entries(old.appTransactionIds).map((entry) => toAccount(old, ...entry)),
    subscriptions: old.subscriptions.map((subscription) => ({
      ...subscription,
      ownership: 'PURCHASED',
      sharedFrom: null,
      nextOffer: null,
      raisedPriceMilliunits: null,
      priceConsent: null,
      isOffSale: false,
      renewedBeforeRefund: false,
      extendedAt: [],
    })),
    transactions: old.transactions.map((transaction) => toTransaction(old, transaction)),
    notifications: old.notifications.map((notification) => ({
      ...notification,
      transactionId: String(notification.transaction?.transactionId ?? '') || null,
      appTransaction: null,
      summary: null,
      consumptionRequestReason: null,
      fault: null,
    })),
  }
}

function toAccount({ subscriptions, lastSignedAt }: VersionOne, name: string, appTransactionId: string) {
  const first = subscriptions.find(({ appleAccount }) => appleAccount === name)
  return {
    name,
    appTransactionId,
    appBoughtAt: first?.originalPurchasedAt ?? lastSignedAt,
    storefront: DEFAULT_STOREFRONT,
    asksToBuy: false,
    consentRescindedAt: null,
    redeemedCodes: [],
  }
}

function toTransaction(old: VersionOne, transaction: VersionOne['transactions'][number]) {
  const { revokedAt, ...kept } = transaction
  const subscription = old.subscriptions.find(
    ({ originalTransactionId }) => originalTransactionId === kept.originalTransactionId,
  )
  const { currency } = requireStorefront(DEFAULT_STOREFRONT)
  return {
    ...kept,
    appleAccount: subscription?.appleAccount ?? '',
    type: 'Auto-Renewable Subscription' as const,
    ownership: 'PURCHASED' as const,
    originalPurchasedAt: subscription?.originalPurchasedAt ?? kept.purchasedAt,
    storefront: DEFAULT_STOREFRONT,
    priceMilliunits: PRODUCTS.find(({ productId }) => productId === kept.productId)?.prices[currency] ?? 0,
    currency,
    offer: null,
    revocation:
      revokedAt === null
        ? null
        : { at: revokedAt, reason: 0 as const, type: 'REFUND_FULL' as const, percentage: 100_000 },
    modifiedAt: revokedAt ?? kept.purchasedAt,
  }
}
