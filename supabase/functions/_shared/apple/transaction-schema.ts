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
  isUpgraded: z.boolean().optional(),
  inAppOwnershipType: z.string(),
  appAccountToken: z.string().optional(),
  appTransactionId: z.string().optional(),
  offerType: z.int().optional(),
  offerDiscountType: z.string().optional(),
  price: z.int().optional(),
  currency: z.string().optional(),
  storefront: z.string().optional(),
})
export type AppStoreTransaction = z.infer<typeof transactionSchema>
