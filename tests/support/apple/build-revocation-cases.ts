import {
  buildCertificateChain,
  type ChainOptions,
  type TestAuthority,
  type TestChain,
} from './build-certificate-chain.ts'
import { buildOcspResponse, buildTryLater, type OcspOptions, readCertId } from './build-ocsp-response.ts'
import { buildNotification } from './build-payloads.ts'
import { signPayload } from './sign-payload.ts'
import type { AnswerOcsp, startOcspResponder } from './start-ocsp-responder.ts'

/** `retry`: nothing is proven, so the same may be accepted in a minute. */
export type RevocationVerdict = 'accepted' | 'refused' | 'retry'
export type RevocationCase = {
  name: string
  ours: RevocationVerdict
  apples: RevocationVerdict
  jws: string
  root: Uint8Array<ArrayBuffer>
}

type Responder = Awaited<ReturnType<typeof startOcspResponder>>
type Fixed = OcspOptions | Uint8Array | number | null
/** Always the same, or what it is at the moment. */
type Face = Fixed | (() => Fixed)
type Variant = [
  name: string,
  ours: RevocationVerdict,
  apples: RevocationVerdict,
  ofLeaf: Face,
  more?: { ofIntermediate?: Face; chain?: ChainOptions },
]

const hour = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * hour)

const variants = (stranger: TestAuthority): Variant[] => [
  ['a chain that is good', 'accepted', 'accepted', {}],
  ['a responder that is named, not known by its key', 'accepted', 'accepted', { isNamedByName: true }],
  ['a responder with a key for RSA', 'accepted', 'accepted', { responderKey: 'RSA' }],
  ['a responder with a key on P-384', 'accepted', 'accepted', { responderKey: 'P-384', hash: 'SHA-384' }],
  ['a responder that mixes P-256 with SHA-384', 'accepted', 'accepted', { hash: 'SHA-384' }],
  ['a leaf that has been revoked', 'refused', 'refused', { status: 'revoked' }],
  ['an intermediate that has been revoked', 'refused', 'refused', {}, { ofIntermediate: { status: 'revoked' } }],
  [
    'a revoked intermediate, and nothing proven of the leaf',
    'refused',
    'refused',
    { purpose: null },
    { ofIntermediate: { status: 'revoked' } },
  ],
  ['a leaf that has run out since it signed', 'refused', 'refused', {}, { chain: { leafValidTo: at(-24) } }],
  ['a chain that names no responder', 'refused', 'refused', {}, { chain: { responderUrl: undefined } }],
  ['a responder that answers 500', 'retry', 'retry', 500],
  ['a responder that answers 404', 'retry', 'retry', 404],
  ['a responder that hangs up', 'retry', 'retry', null],
  ['a responder of the intermediate that is down', 'retry', 'retry', {}, { ofIntermediate: null }],
  // Apple's library 3.1.0 means to refuse both, but cannot read the times that its parser gives it: anybody on the way could
  // send it an answer of the time before a certificate was revoked.
  ['an answer that is out of date', 'retry', 'accepted', { thisUpdate: at(-48), nextUpdate: at(-24) }],
  ['an answer of the future', 'retry', 'accepted', { thisUpdate: at(24), nextUpdate: at(48) }],
  // From here on Apple's library gives up. None of it proves that a certificate is bad, so we ask for another try.
  ['a responder that says: try later', 'retry', 'refused', buildTryLater()],
  ['a page of a proxy', 'retry', 'refused', new TextEncoder().encode('<html></html>')],
  ['a leaf that the responder does not know', 'retry', 'refused', { status: 'unknown' }],
  ['an answer that does not say for how long', 'retry', 'refused', { nextUpdate: null }],
  ['an answer about another certificate', 'retry', 'refused', { isAboutOther: true }],
  ['an answer that was altered', 'retry', 'refused', { status: 'unknown', alter: turnIntoGood }],
  ['a responder that a stranger appointed', 'retry', 'refused', { appointedBy: stranger }],
  ['a responder that was appointed for something else', 'retry', 'refused', { purpose: '1.3.6.1.5.5.7.3.1' }],
  ['a responder that was appointed for nothing', 'retry', 'refused', { purpose: null }],
  ['a responder whose certificate has run out', 'retry', 'refused', { responderValidTo: at(-24) }],
  ['the issuer in place of a responder', 'retry', 'refused', { signedByIssuer: true, hash: 'SHA-384' }],
]

/** Notifications of two days ago, each from a chain of its own with a responder of its own. */
export async function buildRevocationCases(responder: Responder): Promise<RevocationCase[]> {
  const stranger = (await buildCertificateChain()).authorities.intermediate
  return Promise.all(
    variants(stranger).map(async ([name, ours, apples, ofLeaf, more]) => {
      const chain = await buildAnsweredChain(responder, ofLeaf, more)
      const jws = await signPayload(buildNotification({ signedDate: at(-48).getTime() }), chain)
      return { name, ours, apples, jws, root: chain.root }
    }),
  )
}

export async function buildAnsweredChain(
  responder: Responder,
  ofLeaf: Face,
  more: Variant[4] = {},
): Promise<TestChain> {
  let chain: TestChain | null = null
  const answer: AnswerOcsp = async (request) => {
    const certId = readCertId(request)
    const { root, intermediate } = (chain as TestChain).authorities
    const serial = Buffer.from(certId.serialNumber.valueBlock.valueHexView).toString('hex')
    const isIntermediate = intermediate.certificate.serialNumber === serial
    return wear(
      isIntermediate ? (more.ofIntermediate === undefined ? {} : more.ofIntermediate) : ofLeaf,
      certId,
      isIntermediate ? root : intermediate,
    )
  }
  chain = await buildCertificateChain({ responderUrl: responder.add(answer), ...more.chain })
  return chain
}

async function wear(given: Face, certId: ReturnType<typeof readCertId>, issuer: TestAuthority) {
  const face = typeof given === 'function' ? given() : given
  if (face === null || typeof face === 'number' || face instanceof Uint8Array) return face
  return buildOcspResponse(certId, issuer, face)
}

/** What somebody on the way can do to "unknown", but not sign. */
function turnIntoGood(answer: Uint8Array): Uint8Array {
  const hex = Buffer.from(answer).toString('hex')
  const [unknown, good] = ['8200180f', '8000180f']
  if (hex.split(unknown).length !== 2) throw new Error('not an answer that says "unknown" once')
  return Buffer.from(hex.replace(unknown, good), 'hex')
}
