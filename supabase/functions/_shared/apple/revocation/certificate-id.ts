import { type AsnType, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { childrenOf, encodedBytes, objectIdentifier, octetString, readAsn1 } from '../asn1-parts.ts'
import { type Bytes, toHex } from '../bytes.ts'
import type { Certificate } from '../certificate.ts'

const SHA_256 = '2.16.840.1.101.3.4.2.1'

/** By what a responder knows a certificate (CertID): https://www.rfc-editor.org/rfc/rfc6960#section-4.1.1 */
export async function createCertificateId(certificate: Certificate, issuer: Certificate): Promise<Sequence> {
  return new Sequence({
    value: [
      new Sequence({ value: [new ObjectIdentifier({ value: SHA_256 }), new Null()] }),
      new OctetString({ valueHex: await hash(issuer.subject) }),
      new OctetString({ valueHex: await hash(issuer.publicKey) }),
      readAsn1(certificate.serialNumber),
    ],
  })
}

/** One line for one certificate, however the id is written. */
export function readCertificateId(id: AsnType | undefined): string {
  const [algorithm, issuerName, issuerKey, serialNumber] = childrenOf(id)
  return [
    objectIdentifier(childrenOf(algorithm)[0]),
    toHex(octetString(issuerName)),
    toHex(octetString(issuerKey)),
    toHex(encodedBytes(serialNumber)),
  ].join(' ')
}

function hash(bytes: Bytes): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', bytes)
}
