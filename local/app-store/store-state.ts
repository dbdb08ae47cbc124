import { z } from 'zod'

const time = z.number()

export const certificateChainSchema = z.object({
  /** Base64 DER, leaf first: the order of `x5c`. */
  certificates: z.array(z.string()).length(3),
  leafPrivateKey: z.record(z.string(), z.unknown()),
})

export const subscriptionSchema = z.object({
  originalTransactionId: z.string(),
  appleAccount: z.string(),
  appAccountToken: z.string().nullable(),
  productId: z.string(),
  autoRenewProductId: z.string(),
  autoRenews: z.boolean(),
  /** Apple's own numbers: 1 active, 2 expired, 3 billing retry, 4 grace period, 5 revoked. */
  status: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  /** Periods are counted from here, so that a subscription of the 31st comes back to the 31st. */
  anchorAt: time,
  periods: z.number(),
  expiresAt: time,
  startedAt: time,
  originalPurchasedAt: time,
  billingFails: z.boolean(),
  hasGracePeriod: z.boolean(),
  graceEndsAt: time.nullable(),
  expirationIntent: z.number().nullable(),
})

export const transactionSchema = z.object({
  transactionId: z.string(),
  originalTransactionId: z.string(),
  webOrderLineItemId: z.string(),
  productId: z.string(),
  purchasedAt: time,
  expiresAt: time,
  reason: z.enum(['PURCHASE', 'RENEWAL']),
  appAccountToken: z.string().nullable(),
  isUpgraded: z.boolean(),
  revokedAt: time.nullable(),
  isFinished: z.boolean(),
})

export const notificationSchema = z.object({
  uuid: z.string(),
  type: z.string(),
  subtype: z.string().nullable(),
  signedAt: time,
  status: z.number().nullable(),
  originalTransactionId: z.string().nullable(),
  // Snapshots of the moment, signed again for every attempt: a retry says what the first attempt said.
  transaction: z.record(z.string(), z.unknown()).nullable(),
  renewal: z.record(z.string(), z.unknown()).nullable(),
  attempts: z.array(z.object({ at: time, outcome: z.string() })),
  isDelivered: z.boolean(),
  /** null = nothing more will be tried. */
  nextAttemptAt: time.nullable(),
})

export const storeStateSchema = z.object({
  version: z.literal(1),
  clockOffset: z.number().min(0),
  lastSignedAt: time,
  lastId: z.number(),
  chain: certificateChainSchema,
  appTransactionIds: z.record(z.string(), z.string()),
  subscriptions: z.array(subscriptionSchema),
  transactions: z.array(transactionSchema),
  notifications: z.array(notificationSchema),
})

export type CertificateChain = z.infer<typeof certificateChainSchema>
export type Subscription = z.infer<typeof subscriptionSchema>
export type StoredTransaction = z.infer<typeof transactionSchema>
export type StoredNotification = z.infer<typeof notificationSchema>
export type StoreState = z.infer<typeof storeStateSchema>
