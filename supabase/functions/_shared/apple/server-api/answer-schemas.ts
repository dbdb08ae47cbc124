import { z } from 'zod'

// The parts of Apple's answers that we rely on. What is signed in them is a proof on its own and is verified elsewhere.

/** https://developer.apple.com/documentation/appstoreserverapi/statusresponse */
export const statusesSchema = z.object({
  data: z
    .array(
      z.object({
        lastTransactions: z.array(
          z.object({
            originalTransactionId: z.string(),
            status: z.int(),
            signedTransactionInfo: z.string(),
            signedRenewalInfo: z.string(),
          }),
        ),
      }),
    )
    .default([]),
})

/** https://developer.apple.com/documentation/appstoreserverapi/historyresponse */
export const transactionHistorySchema = z.object({
  signedTransactions: z.array(z.string()).default([]),
  revision: z.string().nullish(),
  hasMore: z.boolean(),
})

/** https://developer.apple.com/documentation/appstoreserverapi/transactioninforesponse */
export const transactionSchema = z.object({ signedTransactionInfo: z.string() })

/** https://developer.apple.com/documentation/appstoreserverapi/notificationhistoryresponseitem */
export const sentNotificationSchema = z.object({
  signedPayload: z.string(),
  sendAttempts: z.array(z.object({ attemptDate: z.int(), sendAttemptResult: z.string() })).default([]),
})

/** https://developer.apple.com/documentation/appstoreserverapi/notificationhistoryresponse */
export const notificationHistorySchema = z.object({
  notificationHistory: z.array(sentNotificationSchema).default([]),
  hasMore: z.boolean(),
  paginationToken: z.string().nullish(),
})

/** https://developer.apple.com/documentation/appstoreserverapi/sendtestnotificationresponse */
export const testNotificationSchema = z.object({ testNotificationToken: z.string() })

/** What Apple says when it refuses: https://developer.apple.com/documentation/appstoreserverapi/error-codes */
export const refusalSchema = z.object({ errorCode: z.int() })
