import { CompactSign } from 'jose'
import type { TestChain } from './build-certificate-chain.ts'

type Signer = { x5c: string[]; leafKeys: TestChain['leafKeys'] }

/** Signs as the App Store does: compact JWS, ES256, the chain in `x5c`. */
export function signPayload(payload: object, { x5c, leafKeys }: Signer, header: object = {}): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', x5c, ...header })
    .sign(leafKeys.privateKey)
}

/** The same JWS with one part replaced: an object is written as JSON, a string stands as it is. */
export function replacePart(jws: string, part: 'header' | 'payload' | 'signature', value: object | string): string {
  const parts = jws.split('.')
  const encoded = typeof value === 'string' ? value : Buffer.from(JSON.stringify(value)).toString('base64url')
  parts[['header', 'payload', 'signature'].indexOf(part)] = encoded
  return parts.join('.')
}
