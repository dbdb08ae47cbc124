import { buildCertificateChain } from './build-certificate-chain.ts'
import { buildChainCases } from './build-chain-cases.ts'
import { buildClaimCases } from './build-claim-cases.ts'
import { buildForgedCases } from './build-forged-cases.ts'
import { buildNotificationCases } from './build-notification-cases.ts'
import type { SignedCases } from './signed-case.ts'

/** Everything that the verification must tell apart, for an app that takes Sandbox purchases. */
export async function buildSignedCases(): Promise<SignedCases> {
  const chain = await buildCertificateChain()
  const chains = await buildChainCases()
  const cases = await Promise.all([buildForgedCases(chain), buildClaimCases(chain), buildNotificationCases(chain)])
  return { roots: [chain.root, ...chains.roots], cases: [...chains.cases, ...cases.flat()] }
}
