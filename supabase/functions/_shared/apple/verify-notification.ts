import type { AppStoreEnvironment } from '../domain/app-store-environment.ts'
import { type Envelope, envelopeSchema } from './envelope-schema.ts'
import { readAppClaims } from './read-app-claims.ts'
import { type AppleApp, requireNumberedApp } from './require-app.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import type { VerifiedAppTransaction, VerifyAppTransaction } from './verify-app-transaction.ts'
import type { Purchase, VerifyPurchase } from './verify-purchase.ts'
import type { VerifySignedPayload } from './verify-signed-payload.ts'

export type VerifiedNotification = Purchase & {
  envelope: Envelope
  environment: AppStoreEnvironment
  /** Which Apple Account it is about, where it is about no purchase. */
  appTransaction: VerifiedAppTransaction | null
}
export type VerifyNotification = (signedPayload: string) => Promise<VerifiedNotification>

/**
 * Makes the proof of a notification: of the envelope, and of what else is in it, each of which is signed on its own. Throws `SignedPayloadError`; `ZodError` when Apple signed something that this version cannot read.
 */
export function createVerifyNotification(
  verifySignedPayload: VerifySignedPayload,
  verifyPurchase: VerifyPurchase,
  verifyAppTransaction: VerifyAppTransaction,
  app: AppleApp,
): VerifyNotification {
  return async (signedPayload) => {
    const envelope = envelopeSchema.parse(await verifySignedPayload(signedPayload))
    const claims = readAppClaims(envelope)
    requireNumberedApp(claims, app)
    const environment = claims.environment as AppStoreEnvironment
    const purchase = await verifyPurchase({
      signedTransaction: envelope.data?.signedTransactionInfo ?? null,
      signedRenewal: envelope.data?.signedRenewalInfo ?? null,
    })
    const signedAppTransaction = envelope.appData?.signedAppTransactionInfo
    const appTransaction = signedAppTransaction ? await verifyAppTransaction(signedAppTransaction) : null
    for (const part of [purchase.transaction, purchase.renewal, appTransaction]) {
      // A sandbox purchase must not pass for a real one.
      if (part && part.environment !== environment) throw new SignedPayloadError('wrong_environment')
    }
    return { ...purchase, envelope, environment, appTransaction }
  }
}
