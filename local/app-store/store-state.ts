import { z } from 'zod'

const time = z.number()

export const certificateChainSchema = z.object({
  /** Base64 DER, leaf first: the order of `x5c`. */
  certificates: z.array(z.string()).length(3),
  leafPrivateKey: z.record(z.string(), z.unknown()),
})

/** One Apple Account that has met this app. */
export const accountSchema = z.object({
  name: z.string(),
  /** Stable per Apple Account and app. */
  appTransactionId: z.string(),
  appBoughtAt: time,
  /** ISO 3166-1 alpha-3, as Apple's `storefront`. */
  storefront: z.string(),
  asksToBuy: z.boolean(),
  /** A parent took the consent to use this app back. */
  consentRescindedAt: time.nullable(),
  redeemedCodes: z.array(z.string()),
})

/** What one member buys of a shareable product, the others may use: here the organizer buys. */
export const familySchema = z.object({
  organizer: z.string(),
  members: z.array(z.string()),
  shares: z.boolean(),
})

/** An offer as it was applied to one period: Apple's own numbers and words. */
export const offerSchema = z.object({
  /** 1 introductory, 2 promotional, 3 offer code, 4 win-back. */
  type: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** null for an introductory offer: Apple sends no name then. */
  identifier: z.string().nullable(),
  discountType: z.enum(['FREE_TRIAL', 'PAY_AS_YOU_GO', 'PAY_UP_FRONT']),
  /** ISO 8601 duration. */
  period: z.enum(['P1W', 'P1M', 'P3M']),
})

export const subscriptionSchema = z.object({
  originalTransactionId: z.string(),
  appleAccount: z.string(),
  ownership: z.enum(['PURCHASED', 'FAMILY_SHARED']),
  /** The purchaser's originalTransactionId, when this is a family member's share of it. */
  sharedFrom: z.string().nullable(),
  appAccountToken: z.string().nullable(),
  productId: z.string(),
  autoRenewProductId: z.string(),
  autoRenews: z.boolean(),
  /** Apple's own numbers: 1 active, 2 expired, 3 billing retry, 4 grace period, 5 revoked. */
  status: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  /** Periods are counted from here, so that a subscription of the 31st comes back to the 31st. */
  anchorAt: time,
  periods: z.number(),
  /** The end of what is paid, extensions included: what Apple calls renewalDate. */
  expiresAt: time,
  startedAt: time,
  originalPurchasedAt: time,
  billingFails: z.boolean(),
  hasGracePeriod: z.boolean(),
  graceEndsAt: time.nullable(),
  /** 1 canceled, 2 billing, 3 price not agreed to, 4 not for sale. */
  expirationIntent: z.number().nullable(),
  /** Begins with the next period. */
  nextOffer: offerSchema.nullable(),
  /** A price raised for this subscriber; null = the catalogue's. */
  raisedPriceMilliunits: z.number().nullable(),
  /** null = no increase is under way. */
  priceConsent: z.enum(['pending', 'accepted']).nullable(),
  /** Not sold to this subscriber any more: it ends where it would renew. */
  isOffSale: z.boolean(),
  /** Whether it renewed before the refund that ended it: a reversal gives this back. */
  renewedBeforeRefund: z.boolean(),
  extendedAt: z.array(time),
})

export const revocationSchema = z.object({
  at: time,
  reason: z.union([z.literal(0), z.literal(1)]),
  type: z.enum(['REFUND_FULL', 'REFUND_PRORATED', 'FAMILY_REVOKE']),
  /** In thousandths of a percent: 100000 is all of it. */
  percentage: z.number(),
})

export const transactionSchema = z.object({
  transactionId: z.string(),
  originalTransactionId: z.string(),
  webOrderLineItemId: z.string(),
  appleAccount: z.string(),
  type: z.enum(['Auto-Renewable Subscription', 'Non-Consumable']),
  ownership: z.enum(['PURCHASED', 'FAMILY_SHARED']),
  productId: z.string(),
  purchasedAt: time,
  originalPurchasedAt: time,
  /** null = for good. */
  expiresAt: time.nullable(),
  reason: z.enum(['PURCHASE', 'RENEWAL']),
  appAccountToken: z.string().nullable(),
  storefront: z.string(),
  priceMilliunits: z.number(),
  currency: z.string(),
  offer: offerSchema.nullable(),
  isUpgraded: z.boolean(),
  revocation: revocationSchema.nullable(),
  isFinished: z.boolean(),
  /** When the transaction was last signed anew with another content: what a history's revision goes by. */
  modifiedAt: time,
})

/** A child asked; nothing is bought until a parent says yes. */
export const askSchema = z.object({
  id: z.string(),
  appleAccount: z.string(),
  productId: z.string(),
  appAccountToken: z.string().nullable(),
  /** What the offer was when the child asked; null = none beyond what anybody gets. */
  offer: offerSchema.nullable(),
  allowsIntroductoryOffer: z.boolean(),
  askedAt: time,
})

export const refundRequestSchema = z.object({
  transactionId: z.string(),
  reason: z.string(),
  requestedAt: time,
  /** null = the app answered, or Apple decided: CONSUMPTION_REQUEST repeats no more. */
  nextNoticeAt: time.nullable(),
  /** The app's Send Consumption Information. */
  answer: z.record(z.string(), z.unknown()).nullable(),
  answeredAt: time.nullable(),
  decision: z.enum(['refunded', 'declined']).nullable(),
})

export const notificationSchema = z.object({
  uuid: z.string(),
  type: z.string(),
  subtype: z.string().nullable(),
  signedAt: time,
  status: z.number().nullable(),
  originalTransactionId: z.string().nullable(),
  transactionId: z.string().nullable(),
  // Snapshots of the moment, signed again for every attempt: a retry says what the first attempt said.
  transaction: z.record(z.string(), z.unknown()).nullable(),
  renewal: z.record(z.string(), z.unknown()).nullable(),
  /** Only of RESCIND_CONSENT, which has `appData` in place of `data`. */
  appTransaction: z.record(z.string(), z.unknown()).nullable(),
  /** Only of RENEWAL_EXTENSION / SUMMARY, which has `summary` in place of `data`. */
  summary: z.record(z.string(), z.unknown()).nullable(),
  consumptionRequestReason: z.string().nullable(),
  attempts: z.array(z.object({ at: time, outcome: z.string() })),
  isDelivered: z.boolean(),
  /** null = nothing more will be tried. */
  nextAttemptAt: time.nullable(),
  /** What the network will do to it. */
  fault: z.enum(['drop', 'double']).nullable(),
})

/** A number below 1 is a share of all; a whole number is the next so many; 0 is none. */
const rateOrCount = z.number().min(0)

export const faultsSchema = z.object({
  /** Lost for good: never sent, never tried again. */
  drop: rateOrCount.default(0),
  /** Sent a second time although it was received. */
  double: rateOrCount.default(0),
  /** Attempts that the receiver seems to answer with `failStatus`; it does not see them. */
  fail: rateOrCount.default(0),
  failStatus: z.number().int().min(100).max(599).default(500),
  /** The first attempt comes this much later ... */
  delayHours: z.number().min(0).default(0),
  /** ... and by chance up to this much later again, which mixes the order. */
  shuffleHours: z.number().min(0).default(0),
})

export const storeStateSchema = z.object({
  version: z.literal(2),
  clockOffset: z.number().min(0),
  lastSignedAt: time,
  lastId: z.number(),
  /** Of the generator that decides ids and faults: a store made with a seed does the same every time. */
  randomState: z.number(),
  chain: certificateChainSchema,
  accounts: z.array(accountSchema),
  families: z.array(familySchema),
  subscriptions: z.array(subscriptionSchema),
  transactions: z.array(transactionSchema),
  asks: z.array(askSchema),
  refundRequests: z.array(refundRequestSchema),
  /** Product ids that nobody can buy any more. */
  offSale: z.array(z.string()),
  faults: faultsSchema,
  notifications: z.array(notificationSchema),
})

export type CertificateChain = z.infer<typeof certificateChainSchema>
export type Account = z.infer<typeof accountSchema>
export type Family = z.infer<typeof familySchema>
export type Offer = z.infer<typeof offerSchema>
export type Subscription = z.infer<typeof subscriptionSchema>
export type Revocation = z.infer<typeof revocationSchema>
export type StoredTransaction = z.infer<typeof transactionSchema>
export type Ask = z.infer<typeof askSchema>
export type RefundRequest = z.infer<typeof refundRequestSchema>
export type StoredNotification = z.infer<typeof notificationSchema>
export type Faults = z.infer<typeof faultsSchema>
export type StoreState = z.infer<typeof storeStateSchema>
