import { type AsnType, OctetString, UTCTime } from 'asn1js'
import { bitString, childrenOf, encodedBytes, hasContextTag, isTrue, objectIdentifier, readAsn1 } from './asn1-parts.ts'
import type { Certificate, Curve, Hash } from './certificate.ts'

const CURVES: Record<string, Curve> = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384' }
const HASHES: Record<string, Hash> = { '1.2.840.10045.4.3.2': 'SHA-256', '1.2.840.10045.4.3.3': 'SHA-384' }
const BASIC_CONSTRAINTS = '2.5.29.19'

/** Reads a certificate (https://www.rfc-editor.org/rfc/rfc5280#section-4.1); throws when it is none, or not of ECDSA. */
export function parseCertificate(der: Uint8Array): Certificate {
  const [toBeSigned, outerAlgorithm, signature] = childrenOf(readAsn1(der))
  const fields = childrenOf(toBeSigned)
  // Version 1 leaves the version out.
  if (hasContextTag(fields[0], 0)) fields.shift()
  const [, innerAlgorithm, issuer, validity, subject, publicKeyInfo, ...optional] = fields
  const [validFrom, validTo] = childrenOf(validity)
  const hash = HASHES[objectIdentifier(childrenOf(innerAlgorithm)[0])]
  // Only the inner name of the algorithm is signed.
  if (!hash || HASHES[objectIdentifier(childrenOf(outerAlgorithm)[0])] !== hash) throw new Error('not ECDSA with SHA-2')
  return {
    signedBytes: encodedBytes(toBeSigned),
    signature: bitString(signature),
    hash,
    issuer: encodedBytes(issuer),
    subject: encodedBytes(subject),
    validFrom: toDate(validFrom),
    validTo: toDate(validTo),
    ...parsePublicKey(publicKeyInfo),
    ...parseExtensions(optional.find((field) => hasContextTag(field, 3))),
  }
}

function parsePublicKey(block: AsnType | undefined) {
  const [algorithm, key] = childrenOf(block)
  const curve = CURVES[objectIdentifier(childrenOf(algorithm)[1])]
  if (!curve) throw new Error('not a key on P-256 or P-384')
  return { curve, publicKey: bitString(key) }
}

function parseExtensions(tag: AsnType | undefined) {
  const list = tag ? childrenOf(childrenOf(tag)[0]).map(childrenOf) : []
  const constraints = list.find(([id]) => objectIdentifier(id) === BASIC_CONSTRAINTS)?.at(-1)
  return {
    extensions: list.map(([id]) => objectIdentifier(id)),
    isAuthority:
      constraints instanceof OctetString && isTrue(childrenOf(readAsn1(constraints.valueBlock.valueHexView))[0]),
  }
}

/** UTCTime, or GeneralizedTime, which the library derives from it. */
function toDate(block: AsnType | undefined): Date {
  if (!(block instanceof UTCTime)) throw new Error('not a time')
  const date = block.toDate()
  if (Number.isNaN(date.getTime())) throw new Error('not a time')
  return date
}
