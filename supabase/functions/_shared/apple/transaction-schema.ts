import { z } from 'zod'
import { appStoreEnvironments } from '../domain/app-store-environment.ts'

/** Unix milliseconds. */
const timeSchema = z.int()

/**
 * The fields of a transaction that we rely on; others pass through to the inbox.
 * https://developer.apple.com/documentation/appstoreserverapi/jwstransactiondecodedpayload
 */
export const transactionSchema = z.looseObject({
  transactionId: z.string(),
  originalTransactionId: z.string(),
  webOrderLineItemId: z.string().optional(),
  bundleId: z.string(),
  productId: z.string(),
  subscriptionGroupIdentifier: z.string().optional(),
  type: z.string(),
  environment: z.enum(appStoreEnvironments),
  purchaseDate: timeSchema,
  originalPurchaseDate: timeSchema,
  expiresDate: timeSchema.optional(),
  signedDate: timeSchema,
  revocationDate: timeSchema.optional(),
  revocationReason: z.int().optional(),
  revocationType: z.string().optional(),
  revocationPercentage: z.number().optional(),
  isUpgraded: z.boolean().optional(),
  inAppOwnershipType: z.string(),
  appAccountToken: z.string().optional(),
  appTransactionId: z.string().optional(),
  offerType: z.int().optional(),
  offerIdentifier: z.string().optional(),
  offerDiscountType: z.string().optional(),
  offerPeriod: z.string().optional(),
  transactionReason: z.string().optional(),
  quantity: z.int().optional(),
  price: z.int().optional(),
  currency: z.string().optional(),
  storefront: z.string().optional(),
  storefrontId: z.string().optional(),
})
export type AppStoreTransaction = z.infer<typeof transactionSchema>
