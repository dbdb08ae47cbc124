import { buildCertificateChain, type TestChain } from './build-certificate-chain.ts'
import { buildTransaction } from './build-payloads.ts'
import { signPayload } from './sign-payload.ts'
import type { SignedCase } from './signed-case.ts'

type Claim = [name: string, fault: SignedCase['fault'], payload: object, isStricterThanApple?: true]

const claims: Claim[] = [
  ['a transaction of another app', 'wrong_bundle_id', buildTransaction({ bundleId: 'com.example.other' })],
  ['a transaction without an app', 'wrong_bundle_id', buildTransaction({ bundleId: undefined })],
  ['a transaction of another environment', 'wrong_environment', buildTransaction({ environment: 'Production' })],
  ['a transaction that says Xcode', 'wrong_environment', buildTransaction({ environment: 'Xcode' })],
  ['a transaction that says LocalTesting', 'wrong_environment', buildTransaction({ environment: 'LocalTesting' })],
  ['a transaction without an environment', 'wrong_environment', buildTransaction({ environment: undefined })],
  // Apple's library takes "now" for a missing date; we could not order such a fact.
  ['a transaction without the date of its signing', 'malformed', buildTransaction({ signedDate: undefined }), true],
]

/** What Apple did sign, yet not for this app and this place. */
export async function buildClaimCases(chain: TestChain): Promise<SignedCase[]> {
  const xcode = await buildCertificateChain()
  const signed = claims.map(async ([name, fault, payload, isStricterThanApple]) => {
    return { name, kind: 'transaction' as const, fault, jws: await signPayload(payload, chain), isStricterThanApple }
  })
  return Promise.all([
    ...signed,
    {
      name: 'a transaction signed by Xcode on a developer’s machine',
      kind: 'transaction' as const,
      fault: 'invalid_chain' as const,
      jws: await signPayload(buildTransaction({ environment: 'Xcode' }), xcode),
    },
  ])
}
