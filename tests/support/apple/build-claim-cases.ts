import { buildCertificateChain, type TestChain } from './build-certificate-chain.ts'
import { buildPayloadOf } from './build-payload-of.ts'
import { signPayload } from './sign-payload.ts'
import { type SignedCase, type SignedKind, signedKinds } from './signed-case.ts'

type Claim = [name: string, fault: SignedCase['fault'], overrides: Record<string, unknown>, isStricterThanApple?: true]

const app: Claim[] = [
  ['of another app', 'wrong_bundle_id', { bundleId: 'com.example.other' }],
  ['without an app', 'wrong_bundle_id', { bundleId: undefined }],
]
/** `field` is where it says its environment. */
const environments = (field: string): Claim[] => [
  ['of another environment', 'wrong_environment', { [field]: 'Production' }],
  ['that says Xcode', 'wrong_environment', { [field]: 'Xcode' }],
  ['that says LocalTesting', 'wrong_environment', { [field]: 'LocalTesting' }],
  ['without an environment', 'wrong_environment', { [field]: undefined }],
]
// Apple's library takes "now" for a missing date; we could not order such a fact.
const undated = (field: string): Claim => ['without the date of its signing', 'malformed', { [field]: undefined }, true]

const claims: Record<Exclude<SignedKind, 'notification'>, Claim[]> = {
  transaction: [...app, ...environments('environment'), undated('signedDate')],
  // It names no app at all: it counts beside its transaction only.
  renewal: [...environments('environment'), undated('signedDate')],
  app_transaction: [
    ...app,
    ...environments('receiptType'),
    undated('receiptCreationDate'),
    ['without an Apple Account', 'unnamed_account', { appTransactionId: undefined }, true],
  ],
}

/** What Apple did sign, yet not for this app and this place; and what Xcode signs. */
export async function buildClaimCases(chain: TestChain): Promise<SignedCase[]> {
  const signed = Object.entries(claims).flatMap(([kind, list]) =>
    list.map(async ([name, fault, overrides, isStricterThanApple]) => {
      const jws = await signPayload(buildPayloadOf(kind as SignedKind, overrides), chain)
      return { name, kind: kind as SignedKind, fault, jws, isStricterThanApple }
    }),
  )
  return Promise.all([...signed, ...(await buildXcodeCases())])
}

/** As Xcode signs for tests on a developer's machine: one certificate of its own, whatever the payload says. */
async function buildXcodeCases(): Promise<Promise<SignedCase>[]> {
  const { x5c, leafKeys } = await buildCertificateChain()
  const header = { kid: 'Apple_Xcode_Key', typ: 'JWT' }
  return signedKinds.flatMap((kind) =>
    ['Xcode', 'Sandbox'].map(async (environment) => {
      const payload = buildPayloadOf(kind, {
        [kind === 'app_transaction' ? 'receiptType' : 'environment']: environment,
      })
      const jws = await signPayload(payload, { x5c: [x5c[0]], leafKeys }, header)
      return { name: `signed by Xcode, in ${environment}`, kind, fault: 'malformed' as const, jws }
    }),
  )
}
