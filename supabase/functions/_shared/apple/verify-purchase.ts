import { type AppStoreRenewal, renewalSchema } from './renewal-schema.ts'
import { type AppleApp, requireApp, requireEnvironment } from './require-app.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import { type AppStoreTransaction, transactionSchema } from './transaction-schema.ts'
import type { VerifySignedPayload } from './verify-signed-payload.ts'

/** What Apple signed about one purchase: the transaction, how it goes on, or both. Each is signed on its own. */
export type Purchase = { transaction: AppStoreTransaction | null; renewal: AppStoreRenewal | null }
export type SignedPurchase = { signedTransaction: string | null; signedRenewal: string | null }
export type VerifyPurchase = (signed: SignedPurchase) => Promise<Purchase>

/** Makes the proof of a purchase in this app. Throws `SignedPayloadError`. */
export function createVerifyPurchase(verifySignedPayload: VerifySignedPayload, app: AppleApp): VerifyPurchase {
  async function verifyTransaction(jws: string) {
    const payload = await verifySignedPayload(jws)
    requireApp(payload, app)
    return transactionSchema.parse(payload)
  }
  async function verifyRenewal(jws: string) {
    const payload = await verifySignedPayload(jws)
    requireEnvironment(payload.environment, app)
    return renewalSchema.parse(payload)
  }
  return async ({ signedTransaction, signedRenewal }) => {
    const [transaction, renewal] = await Promise.all([
      signedTransaction === null ? null : verifyTransaction(signedTransaction),
      signedRenewal === null ? null : verifyRenewal(signedRenewal),
    ])
    if (transaction && renewal) requireSameSubscription(transaction, renewal)
    return { transaction, renewal }
  }
}

/** A renewal info names no app. Without this, one of another app could be put beside a transaction of this one. */
function requireSameSubscription(transaction: AppStoreTransaction, renewal: AppStoreRenewal): void {
  const isSame =
    transaction.originalTransactionId === renewal.originalTransactionId &&
    transaction.environment === renewal.environment
  if (!isSame) throw new SignedPayloadError('mismatched_renewal')
}
