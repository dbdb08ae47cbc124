import { AppError } from '../domain/errors.ts'
import type { Bytes } from './bytes.ts'
import type { AppleApp } from './require-app.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import { createVerifyNotification, type VerifyNotification } from './verify-notification.ts'
import { createVerifyPurchase, type VerifyPurchase } from './verify-purchase.ts'
import { createVerifySignedPayload } from './verify-signed-payload.ts'

export type AppleVerifier = { verifyNotification: VerifyNotification; verifyPurchase: VerifyPurchase }

/**
 * Everything that can be proven about what the App Store sends or an app hands in. Throws `AppError('invalid_signature')` for
 * what is not proven, with the reason as its cause.
 */
export function createAppleVerifier(app: AppleApp & { extraRootCertificates: Bytes[] }): AppleVerifier {
  const verifySignedPayload = createVerifySignedPayload(app.extraRootCertificates)
  const verifyPurchase = createVerifyPurchase(verifySignedPayload, app)
  const verifyNotification = createVerifyNotification(verifySignedPayload, verifyPurchase, app)
  return {
    verifyNotification: (signedPayload) => verifyNotification(signedPayload).catch(refuse),
    verifyPurchase: (signed) => verifyPurchase(signed).catch(refuse),
  }
}

function refuse(cause: unknown): never {
  throw cause instanceof SignedPayloadError ? new AppError('invalid_signature', { cause }) : cause
}
