import { z } from 'zod'
import { appStoreEnvironments } from '../domain/app-store-environment.ts'

/**
 * What Apple signs about one Apple Account having this app; its environment is called `receiptType`, and its signing date
 * `receiptCreationDate`. `appTransactionId` stays the same for the account and the app, on all its devices.
 * https://developer.apple.com/documentation/appstoreserverapi/jwsapptransactiondecodedpayload
 */
export const appTransactionSchema = z.looseObject({
  appTransactionId: z.string().min(1),
  receiptType: z.enum(appStoreEnvironments),
  bundleId: z.string(),
  receiptCreationDate: z.int(),
})
export type AppStoreAppTransaction = z.infer<typeof appTransactionSchema>
