import type { TestChain } from './build-certificate-chain.ts'
import { buildNotification, buildRenewal, buildTransaction, bundleId } from './build-payloads.ts'
import { signPayload } from './sign-payload.ts'

type Parts = { transaction?: object; renewal?: object; data?: object; envelope?: Record<string, unknown> }

/** A whole notification, each of its three parts signed on its own. */
export async function signNotification(chain: TestChain, parts: Parts = {}): Promise<string> {
  const data = {
    bundleId,
    environment: 'Sandbox',
    status: 1,
    signedTransactionInfo: await signPayload(parts.transaction ?? buildTransaction(), chain),
    signedRenewalInfo: await signPayload(parts.renewal ?? buildRenewal(), chain),
    ...parts.data,
  }
  return signPayload(buildNotification({ data, ...parts.envelope }), chain)
}
