import { createPrivateKey, sign } from 'node:crypto'
import type { CertificateChain } from '../store-state.ts'

export type SignPayload = (payload: object) => Promise<string>

/**
 * Signs as the App Store does: a compact JWS, ES256, the whole chain in `x5c`. With Node's own signature, which takes a
 * fifth of the time of a promise for each: a year of two thousand subscribers is a hundred thousand of them.
 */
export async function createPayloadSigner(chain: CertificateChain): Promise<SignPayload> {
  const key = createPrivateKey({ key: chain.leafPrivateKey, format: 'jwk' })
  const header = encode({ alg: 'ES256', x5c: chain.certificates })
  return async (payload) => {
    const content = `${header}.${encode(payload)}`
    // The two numbers side by side, as JWS wants them, in place of the DER that is usual elsewhere.
    const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' })
    return `${content}.${signature.toString('base64url')}`
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
