import { Environment, SignedDataVerifier } from '@apple/app-store-server-library'
import { bundleId } from './build-payloads.ts'
import type { SignedCase, SignedKind } from './signed-case.ts'

type OracleApp = { bundleId: string; environment: Environment; appAppleId?: number }

/**
 * What Apple's own library says, without its online checks: true when it accepts. It checks the envelope of a notification
 * only, so the payloads in it are handed to it one by one.
 */
export function createOracle(roots: Uint8Array[], app: OracleApp = { bundleId, environment: Environment.SANDBOX }) {
  const certificates = roots.map((root) => Buffer.from(root))
  const verifier = new SignedDataVerifier(certificates, false, app.environment, app.bundleId, app.appAppleId)
  const verifierOf: Record<SignedKind, (jws: string) => Promise<unknown>> = {
    transaction: (jws) => verifier.verifyAndDecodeTransaction(jws),
    renewal: (jws) => verifier.verifyAndDecodeRenewalInfo(jws),
    app_transaction: (jws) => verifier.verifyAndDecodeAppTransaction(jws),
    notification: (jws) => verifyNotification(verifier, jws),
  }
  return async ({ kind, jws }: Pick<SignedCase, 'kind' | 'jws'>): Promise<boolean> =>
    verifierOf[kind](jws).then(
      () => true,
      () => false,
    )
}

/** The envelope, then everything in it that is signed on its own. */
async function verifyNotification(verifier: SignedDataVerifier, jws: string): Promise<void> {
  const { data, appData } = await verifier.verifyAndDecodeNotification(jws)
  if (data?.signedTransactionInfo) await verifier.verifyAndDecodeTransaction(data.signedTransactionInfo)
  if (data?.signedRenewalInfo) await verifier.verifyAndDecodeRenewalInfo(data.signedRenewalInfo)
  if (appData?.signedAppTransactionInfo) await verifier.verifyAndDecodeAppTransaction(appData.signedAppTransactionInfo)
}
