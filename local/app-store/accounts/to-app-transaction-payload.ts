import type { AppTransaction } from '@apple/app-store-server-library'
import type { AppStore } from '../app-store.ts'
import type { Account } from '../store-state.ts'

/** The proof that an Apple Account has the app: https://developer.apple.com/documentation/storekit/apptransaction */
export function toAppTransactionPayload(store: AppStore, account: Account, signedDate: number): AppTransaction {
  return {
    receiptType: store.environment,
    ...(store.appAppleId !== null && { appAppleId: store.appAppleId }),
    bundleId: store.bundleId,
    applicationVersion: '1',
    versionExternalIdentifier: 0,
    receiptCreationDate: signedDate,
    originalPurchaseDate: account.appBoughtAt,
    originalApplicationVersion: '1',
    // A real device puts a hash of itself here; no server can check it.
    deviceVerification: Buffer.alloc(48).toString('base64'),
    deviceVerificationNonce: '00000000-0000-4000-8000-000000000000',
    appTransactionId: account.appTransactionId,
    originalPlatform: 'iOS',
  }
}
