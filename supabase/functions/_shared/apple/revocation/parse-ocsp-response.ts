import { type AsnType, Enumerated } from 'asn1js'
import {
  bitString,
  childrenOf,
  encodedBytes,
  hasContextTag,
  objectIdentifier,
  octetString,
  readAsn1,
  timeOf,
} from '../asn1-parts.ts'
import type { Bytes } from '../bytes.ts'
import { readCertificateId } from './certificate-id.ts'

export type CertificateStatus = 'good' | 'revoked' | 'unknown'

/** What a responder says about one certificate, and from when to when that holds. */
export type StatusAnswer = { id: string; status: CertificateStatus; thisUpdate: Date; nextUpdate: Date | null }

/** An answer of a responder; nothing is known of it until `verifyResponder` has looked at it. */
export type OcspResponse = {
  signedBytes: Bytes
  signature: Bytes
  signatureAlgorithm: string
  /** Whom the answer names as its signer: a name in DER, or the SHA-1 of a key. */
  responder: { name: Bytes } | { keyHash: Bytes }
  /** Those that came with it. */
  certificates: Bytes[]
  answers: StatusAnswer[]
}

const SUCCESSFUL = 0
const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
const statusOfTag: CertificateStatus[] = ['good', 'revoked', 'unknown']

/** Reads it (https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1); throws when the responder could not, or would not, answer. */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  const [status, responseBytes] = childrenOf(readAsn1(der))
  if (!(status instanceof Enumerated)) throw new Error('not an OCSP response')
  if (status.valueBlock.valueDec !== SUCCESSFUL) throw new Error(`the responder says ${status.valueBlock.valueDec}`)
  const [type, response] = childrenOf(childrenOf(responseBytes)[0])
  if (objectIdentifier(type) !== BASIC_RESPONSE) throw new Error('not a basic OCSP response')
  const [data, algorithm, signature, certificates] = childrenOf(readAsn1(octetString(response)))
  const fields = childrenOf(data)
  // Version 1 leaves the version out.
  if (hasContextTag(fields[0], 0)) fields.shift()
  const [responder, , answers] = fields
  return {
    signedBytes: encodedBytes(data),
    signature: bitString(signature),
    signatureAlgorithm: objectIdentifier(childrenOf(algorithm)[0]),
    responder: parseResponder(responder),
    certificates: certificates ? childrenOf(childrenOf(certificates)[0]).map(encodedBytes) : [],
    answers: childrenOf(answers).map(parseAnswer),
  }
}

function parseResponder(block: AsnType | undefined): OcspResponse['responder'] {
  const [value] = childrenOf(block)
  return hasContextTag(block, 1) ? { name: encodedBytes(value) } : { keyHash: octetString(value) }
}

function parseAnswer(block: AsnType): StatusAnswer {
  const [id, state, thisUpdate, nextUpdate] = childrenOf(block)
  const status = statusOfTag.find((_, tag) => hasContextTag(state, tag))
  if (!status) throw new Error('not a status of a certificate')
  return {
    id: readCertificateId(id),
    status,
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: hasContextTag(nextUpdate, 0) ? timeOf(childrenOf(nextUpdate)[0]) : null,
  }
}
