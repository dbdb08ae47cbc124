import { bitString, childrenOf, objectIdentifier, readAsn1 } from '../asn1-parts.ts'
import { type Bytes, isEqual } from '../bytes.ts'
import type { Certificate, CertificateParts } from '../certificate.ts'
import { CLOCK_SKEW_MS } from '../clock-skew.ts'
import { isSignedBy } from '../is-signed-by.ts'
import { ecdsaHashes, parseCertificateParts, parsePublicKey } from '../parse-certificate.ts'
import type { OcspResponse } from './parse-ocsp-response.ts'

const EXTENDED_KEY_USAGE = '2.5.29.37'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
/** Apple's chain has no RSA, but a responder may be older than the chain that it speaks of. */
const RSA_HASHES: Record<string, string> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
}

/**
 * Proves that an answer comes from a responder that the issuer of the certificate has appointed: it certified the responder's key
 * for just this. As in Apple's library, the issuer does not answer itself. Throws unless it is proven.
 */
export async function verifyResponder(response: OcspResponse, issuer: Certificate, now: Date): Promise<void> {
  for (const certificate of response.certificates.flatMap(parseIfOfEcdsa)) {
    if (!(await isNamed(certificate, response.responder))) continue
    if (!isAppointed(certificate, now) || !isEqual(certificate.issuer, issuer.subject)) continue
    if ((await isSignedBy(certificate, issuer)) && (await hasSigned(certificate, response))) return
  }
  throw new Error('no responder that the issuer has appointed signed the answer')
}

/** Others may come along, of which we need none. */
function parseIfOfEcdsa(der: Uint8Array): CertificateParts[] {
  try {
    return [parseCertificateParts(der)]
  } catch {
    return []
  }
}

async function isNamed(certificate: CertificateParts, responder: OcspResponse['responder']): Promise<boolean> {
  if ('name' in responder) return isEqual(responder.name, certificate.subject)
  return isEqual(responder.keyHash, await hashKey(certificate.publicKeyInfo))
}

/** Of the key alone, without its algorithm; an outdated hash, which only serves to find the key. */
async function hashKey(publicKeyInfo: Bytes): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-1', bitString(childrenOf(readAsn1(publicKeyInfo))[1])))
}

function isAppointed({ extensions, validFrom, validTo }: CertificateParts, now: Date): boolean {
  const purposes = extensions.get(EXTENDED_KEY_USAGE)
  const isForIt = purposes !== undefined && childrenOf(readAsn1(purposes)).map(objectIdentifier).includes(OCSP_SIGNING)
  const isValid =
    now.getTime() >= validFrom.getTime() - CLOCK_SKEW_MS && now.getTime() <= validTo.getTime() + CLOCK_SKEW_MS
  return isForIt && isValid
}

async function hasSigned({ publicKeyInfo }: CertificateParts, response: OcspResponse): Promise<boolean> {
  const { signedBytes, signature, signatureAlgorithm } = response
  const ecdsaHash = ecdsaHashes[signatureAlgorithm]
  if (ecdsaHash) return isSignedBy({ signedBytes, signature, hash: ecdsaHash }, parsePublicKey(publicKeyInfo))
  const hash = RSA_HASHES[signatureAlgorithm]
  if (!hash) throw new Error('an algorithm that is not known')
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  const key = await crypto.subtle.importKey('spki', publicKeyInfo, algorithm, false, ['verify'])
  return crypto.subtle.verify(algorithm, key, signature, signedBytes)
}
