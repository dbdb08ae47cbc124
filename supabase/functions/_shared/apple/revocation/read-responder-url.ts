import { childrenOf, hasContextTag, objectIdentifier, readAsn1 } from '../asn1-parts.ts'
import type { CertificateParts } from '../certificate.ts'

const AUTHORITY_INFORMATION_ACCESS = '1.3.6.1.5.5.7.1.1'
const OCSP = '1.3.6.1.5.5.7.48.1'
/** A GeneralName that is a URI. */
const URI = 6

/** Where to ask whether a certificate has been revoked, as it says itself; null when it does not. */
export function readResponderUrl({ extensions }: CertificateParts): URL | null {
  const access = extensions.get(AUTHORITY_INFORMATION_ACCESS)
  for (const description of access ? childrenOf(readAsn1(access)) : []) {
    const [method, location] = childrenOf(description)
    if (objectIdentifier(method) !== OCSP || !location || !hasContextTag(location, URI)) continue
    return new URL(new TextDecoder().decode(contentOf(location.valueBeforeDecodeView)))
  }
  return null
}

/** Without tag and length: an address is short enough for a length of one byte. */
function contentOf(encoded: Uint8Array): Uint8Array {
  const length = encoded[1] ?? 0
  if (length > 127) throw new Error('an address that is too long')
  return encoded.subarray(2, 2 + length)
}
