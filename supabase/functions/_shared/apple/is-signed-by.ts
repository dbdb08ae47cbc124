import { Integer } from 'asn1js'
import { childrenOf, readAsn1 } from './asn1-parts.ts'
import type { Bytes } from './bytes.ts'
import type { Curve, Hash, PublicKey, Signed } from './certificate.ts'

const COORDINATE_BYTES: Record<Curve, number> = { 'P-256': 32, 'P-384': 48 }
const USUAL_HASH = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' } as const satisfies Record<Curve, Hash>

/** Whether the key of `issuer`, which may be its certificate, made the signature. */
export async function isSignedBy(signed: Signed, issuer: PublicKey): Promise<boolean> {
  const signature = toFixedLength(signed.signature, COORDINATE_BYTES[issuer.curve])
  if (!signature) return false
  if (USUAL_HASH[issuer.curve] === signed.hash) {
    const algorithm = { name: 'ECDSA', namedCurve: issuer.curve, hash: signed.hash }
    const key = await crypto.subtle.importKey('raw', issuer.publicKey, algorithm, false, ['verify'])
    return crypto.subtle.verify(algorithm, key, signature, signed.signedBytes)
  }
  // WebCrypto where functions run (Deno 2.1.4) refuses a curve with another hash than its own. Apple's chain of today does
  // not need it, Apple's test chains do: the slower way is loaded only then.
  const { p256, p384 } = await import('@noble/curves/nist.js')
  const digest = new Uint8Array(await crypto.subtle.digest(signed.hash, signed.signedBytes))
  const curve = issuer.curve === 'P-256' ? p256 : p384
  return curve.verify(signature, digest, issuer.publicKey, { prehash: false, lowS: false })
}

/** `r` and `s` side by side, as WebCrypto takes them; certificates hold them as a SEQUENCE of two INTEGERs. */
function toFixedLength(der: Uint8Array, size: number): Bytes | null {
  const fixed = new Uint8Array(2 * size)
  const [r, s, ...rest] = childrenOf(readAsn1(der))
  if (rest.length > 0) return null
  for (const [index, part] of [r, s].entries()) {
    if (!(part instanceof Integer)) return null
    const bytes = part.valueBlock.valueHexView
    // A leading zero byte only says that the number is not negative.
    const number = bytes[0] === 0 ? bytes.subarray(1) : bytes
    if (number.length > size) return null
    fixed.set(number, (index + 1) * size - number.length)
  }
  return fixed
}
