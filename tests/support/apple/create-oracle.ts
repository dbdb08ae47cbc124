import { Environment, SignedDataVerifier } from '@apple/app-store-server-library'
import { bundleId } from './build-payloads.ts'
import type { SignedCase } from './signed-case.ts'

/**
 * What Apple's own library says, without its online checks: true when it accepts. It checks the envelope of a notification
 * only, so the payloads in it are handed to it one by one.
 */
export function createOracle(roots: Uint8Array[], app = { bundleId, environment: Environment.SANDBOX }) {
  const certificates = roots.map((root) => Buffer.from(root))
  const verifier = new SignedDataVerifier(certificates, false, app.environment, app.bundleId)

  async function verifyNotification(jws: string) {
    const { data } = await verifier.verifyAndDecodeNotification(jws)
    if (data?.signedTransactionInfo) await verifier.verifyAndDecodeTransaction(data.signedTransactionInfo)
    if (data?.signedRenewalInfo) await verifier.verifyAndDecodeRenewalInfo(data.signedRenewalInfo)
  }
  return async ({ kind, jws }: Pick<SignedCase, 'kind' | 'jws'>): Promise<boolean> => {
    const verifying = kind === 'notification' ? verifyNotification(jws) : verifier.verifyAndDecodeTransaction(jws)
    return verifying.then(
      () => true,
      () => false,
    )
  }
}
