import { CompactSign, importJWK } from 'jose'
import type { CertificateChain } from '../store-state.ts'

export type SignPayload = (payload: object) => Promise<string>

/** Signs as the App Store does: a compact JWS, ES256, the whole chain in `x5c`. */
export async function createPayloadSigner(chain: CertificateChain): Promise<SignPayload> {
  const key = await importJWK(chain.leafPrivateKey, 'ES256')
  return (payload) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', x5c: chain.certificates })
      .sign(key)
}
