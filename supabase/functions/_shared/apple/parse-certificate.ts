import type { AsnType } from 'asn1js'
import {
  bitString,
  childrenOf,
  encodedBytes,
  hasContextTag,
  isTrue,
  objectIdentifier,
  octetString,
  readAsn1,
  timeOf,
} from './asn1-parts.ts'
import type { Certificate, CertificateParts, Curve, Hash, PublicKey } from './certificate.ts'

const CURVES: Record<string, Curve> = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384' }
const BASIC_CONSTRAINTS = '2.5.29.19'

/** The hash of each way to sign with ECDSA that we know. */
export const ecdsaHashes: Record<string, Hash> = { '1.2.840.10045.4.3.2': 'SHA-256', '1.2.840.10045.4.3.3': 'SHA-384' }

/** Reads a certificate (https://www.rfc-editor.org/rfc/rfc5280#section-4.1); throws when it is none, or not of ECDSA. */
export function parseCertificate(der: Uint8Array): Certificate {
  const parts = parseCertificateParts(der)
  return { ...parts, ...parsePublicKey(parts.publicKeyInfo) }
}

/** The same of a certificate that was signed with ECDSA, whatever its own key is for. */
export function parseCertificateParts(der: Uint8Array): CertificateParts {
  const [toBeSigned, outerAlgorithm, signature] = childrenOf(readAsn1(der))
  const fields = childrenOf(toBeSigned)
  // Version 1 leaves the version out.
  if (hasContextTag(fields[0], 0)) fields.shift()
  const [serialNumber, innerAlgorithm, issuer, validity, subject, publicKeyInfo, ...optional] = fields
  const [validFrom, validTo] = childrenOf(validity)
  const hash = ecdsaHashes[objectIdentifier(childrenOf(innerAlgorithm)[0])]
  // Only the inner name of the algorithm is signed.
  if (!hash || ecdsaHashes[objectIdentifier(childrenOf(outerAlgorithm)[0])] !== hash)
    throw new Error('not ECDSA with SHA-2')
  return {
    signedBytes: encodedBytes(toBeSigned),
    signature: bitString(signature),
    hash,
    serialNumber: encodedBytes(serialNumber),
    issuer: encodedBytes(issuer),
    subject: encodedBytes(subject),
    publicKeyInfo: encodedBytes(publicKeyInfo),
    validFrom: timeOf(validFrom),
    validTo: timeOf(validTo),
    ...parseExtensions(optional.find((field) => hasContextTag(field, 3))),
  }
}

/** Reads a SubjectPublicKeyInfo; throws when the key is for anything but ECDSA on a curve that we know. */
export function parsePublicKey(info: Uint8Array): PublicKey {
  const [algorithm, key] = childrenOf(readAsn1(info))
  const parameters = childrenOf(algorithm)[1]
  const curve = parameters && CURVES[objectIdentifier(parameters)]
  if (!curve) throw new Error('not a key on P-256 or P-384')
  return { curve, publicKey: bitString(key) }
}

function parseExtensions(tag: AsnType | undefined) {
  const extensions = new Map<string, Uint8Array>()
  for (const extension of tag ? childrenOf(childrenOf(tag)[0]) : []) {
    // Between the name and the value may stand whether it is critical.
    const fields = childrenOf(extension)
    extensions.set(objectIdentifier(fields[0]), octetString(fields.at(-1)))
  }
  const constraints = extensions.get(BASIC_CONSTRAINTS)
  return { extensions, isAuthority: constraints !== undefined && isTrue(childrenOf(readAsn1(constraints))[0]) }
}
