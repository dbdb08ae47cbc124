import { buildCertificateChain, type ChainOptions } from './build-certificate-chain.ts'
import { buildPayloadOf } from './build-payload-of.ts'
import { signedAt } from './build-payloads.ts'
import { signPayload } from './sign-payload.ts'
import { type SignedCase, type SignedCases, signedKinds } from './signed-case.ts'

const after = (seconds: number) => new Date(signedAt + seconds * 1000)

type ChainCase = [name: string, fault: SignedCase['fault'], options: ChainOptions]
const variants: ChainCase[] = [
  ['a chain like Apple’s', null, {}],
  [
    'a chain of P-256 keys signed with SHA-256, as in Apple’s tests',
    null,
    { authorityCurve: 'P-256', hash: 'SHA-256' },
  ],
  ['a chain of P-256 keys signed with SHA-384, as in Apple’s tests', null, { authorityCurve: 'P-256' }],
  ['a chain of P-384 keys signed with SHA-256', null, { hash: 'SHA-256' }],
  ['a leaf that ran out a minute before signing: clocks differ', null, { leafValidTo: after(-60) }],
  ['a leaf that ran out after signing', null, { leafValidTo: after(1) }],
  ['a leaf that had run out when it signed', 'expired_certificate', { leafValidTo: after(-61) }],
  ['an intermediate that had run out', 'expired_certificate', { intermediateValidTo: after(-61) }],
  ['certificates that were not valid yet', 'expired_certificate', { validFrom: after(61) }],
  ['a leaf without Apple’s mark', 'invalid_chain', { leafMarker: '' }],
  ['a leaf with another mark of Apple', 'invalid_chain', { leafMarker: '1.2.840.113635.100.6.11.2' }],
  ['an intermediate without Apple’s mark', 'invalid_chain', { intermediateMarker: '' }],
  ['an intermediate with another mark of Apple', 'invalid_chain', { intermediateMarker: '1.2.840.113635.100.6.2.2' }],
  ['an intermediate that is no authority', 'invalid_chain', { isIntermediateAuthority: false }],
  ['a leaf that names another issuer', 'invalid_chain', { leafIssuer: 'CN=Somebody Else' }],
]

/** Chains that lead to a trusted root, good and bad ones, each with all that Apple signs. */
export async function buildChainCases(): Promise<SignedCases> {
  // Few roots, because Apple's library tries all of them for each signature.
  const { root } = (await buildCertificateChain()).authorities
  const built = await Promise.all(
    variants.map(async ([name, fault, options]) => {
      const hasOwnRoot = options.authorityCurve !== undefined || options.hash !== undefined
      const chain = await buildCertificateChain({ ...options, root: hasOwnRoot ? undefined : root })
      const cases = signedKinds.map(async (kind): Promise<SignedCase> => {
        return { name, kind, jws: await signPayload(buildPayloadOf(kind), chain), fault }
      })
      return { root: chain.root, cases: await Promise.all(cases) }
    }),
  )
  const roots = new Map(built.map((chain) => [String(chain.root), chain.root]))
  return { roots: [...roots.values()], cases: built.flatMap(({ cases }) => cases) }
}
