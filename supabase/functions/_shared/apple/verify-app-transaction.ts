import type { AppStoreEnvironment } from '../domain/app-store-environment.ts'
import { type AppStoreAppTransaction, appTransactionSchema } from './app-transaction-schema.ts'
import { type AppleApp, requireNumberedApp } from './require-app.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import type { VerifySignedPayload } from './verify-signed-payload.ts'

export type VerifiedAppTransaction = AppStoreAppTransaction & { environment: AppStoreEnvironment }
export type VerifyAppTransaction = (signedAppTransaction: string) => Promise<VerifiedAppTransaction>

/**
 * Makes the proof that an Apple Account has this app: who has no purchase yet is known by nothing else. Two of its fields have
 * names of their own. Throws `SignedPayloadError`.
 * https://developer.apple.com/documentation/storekit/apptransaction
 */
export function createVerifyAppTransaction(
  verifySignedPayload: VerifySignedPayload,
  app: AppleApp,
): VerifyAppTransaction {
  return async (jws) => {
    const payload = await verifySignedPayload(jws, 'receiptCreationDate')
    requireNumberedApp({ ...payload, environment: payload.receiptType }, app)
    // A device may still hold one of before 2025, when Apple began to write the id: the app then asks for a fresh one.
    if (payload.appTransactionId === undefined) throw new SignedPayloadError('unnamed_account')
    const appTransaction = appTransactionSchema.parse(payload)
    return { ...appTransaction, environment: appTransaction.receiptType }
  }
}
