import { z } from 'zod'
import { appStoreEnvironments } from '../domain/app-store-environment.ts'

/** Unix milliseconds. */
const timeSchema = z.int()

/**
 * The fields of a renewal info that we rely on; others pass through to the inbox. It names no app: see `requireSameSubscription`.
 * https://developer.apple.com/documentation/appstoreserverapi/jwsrenewalinfodecodedpayload
 */
export const renewalSchema = z.looseObject({
  originalTransactionId: z.string(),
  environment: z.enum(appStoreEnvironments),
  productId: z.string(),
  autoRenewProductId: z.string().optional(),
  autoRenewStatus: z.int(),
  isInBillingRetryPeriod: z.boolean().optional(),
  gracePeriodExpiresDate: timeSchema.optional(),
  expirationIntent: z.int().optional(),
  renewalDate: timeSchema.optional(),
  renewalPrice: z.int().optional(),
  currency: z.string().optional(),
  priceIncreaseStatus: z.int().optional(),
  offerType: z.int().optional(),
  offerIdentifier: z.string().optional(),
  offerDiscountType: z.string().optional(),
  eligibleWinBackOfferIds: z.array(z.string()).optional(),
  appAccountToken: z.string().optional(),
  appTransactionId: z.string().optional(),
  signedDate: timeSchema,
})
export type AppStoreRenewal = z.infer<typeof renewalSchema>
