import { AppError } from '../domain/errors.ts'
import type { Bytes } from './bytes.ts'
import type { AppleApp } from './require-app.ts'
import { createRevocationCheck } from './revocation/create-revocation-check.ts'
import type { RevocationDeps } from './revocation/read-certificate-status.ts'
import { RevocationUnknownError } from './revocation/revocation-unknown-error.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import { createVerifyAppTransaction, type VerifyAppTransaction } from './verify-app-transaction.ts'
import { createVerifyNotification, type VerifyNotification } from './verify-notification.ts'
import { createVerifyPurchase, type VerifyPurchase } from './verify-purchase.ts'
import { createVerifySignedPayload } from './verify-signed-payload.ts'

export type AppleVerifier = {
  verifyNotification: VerifyNotification
  verifyPurchase: VerifyPurchase
  verifyAppTransaction: VerifyAppTransaction
}

/** Who may have signed, for which app, and whether Apple's responders are asked if a certificate has been revoked. */
export type AppleVerifierConfig = AppleApp & { extraRootCertificates: Bytes[]; checkRevocation?: boolean }

/**
 * Everything that can be proven about what the App Store sends or an app hands in. Throws `AppError('invalid_signature')` for
 * what is not proven, with the reason as its cause, and `AppError('app_store_unavailable')` when a responder fails.
 *
 * Only notifications are checked for revocation: a purchase that an app hands in may be old, and of a certificate that has run
 * out since, of which no responder speaks.
 */
export function createAppleVerifier(config: AppleVerifierConfig, deps: RevocationDeps = ours): AppleVerifier {
  const { extraRootCertificates, checkRevocation, ...app } = config
  const verify = createVerifySignedPayload(extraRootCertificates)
  const verifyNow = checkRevocation
    ? createVerifySignedPayload(extraRootCertificates, createRevocationCheck(deps))
    : verify
  const verifyPurchase = createVerifyPurchase(verify, app)
  const verifyAppTransaction = createVerifyAppTransaction(verify, app)
  const verifyNotification = createVerifyNotification(
    verifyNow,
    createVerifyPurchase(verifyNow, app),
    createVerifyAppTransaction(verifyNow, app),
    app,
  )
  return {
    verifyNotification: (signedPayload) => verifyNotification(signedPayload).catch(refuse),
    verifyPurchase: (signed) => verifyPurchase(signed).catch(refuse),
    verifyAppTransaction: (signed) => verifyAppTransaction(signed).catch(refuse),
  }
}

const ours: RevocationDeps = { fetch: (...request) => fetch(...request), now: () => new Date() }

function refuse(cause: unknown): never {
  if (cause instanceof RevocationUnknownError) throw new AppError('app_store_unavailable', { cause })
  throw cause instanceof SignedPayloadError ? new AppError('invalid_signature', { cause }) : cause
}
