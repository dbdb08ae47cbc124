import { compactVerify, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { createMemory } from './create-memory.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import { type CertificateChain, createVerifyChain, type ProvenSigner } from './verify-chain.ts'

/** What Apple signed, as it stands in the JWS; nothing is known of it but who signed it and when. */
export type SignedPayload = Record<string, unknown> & { signedDate: number }
export type VerifySignedPayload = (jws: string) => Promise<SignedPayload>

const headerSchema = z.object({ x5c: z.tuple([z.string(), z.string(), z.string()]) })
const payloadSchema = z.looseObject({ signedDate: z.int().positive() })

const CLOCK_SKEW_MS = 60_000
/** There is one chain at a time, and a second one while Apple changes its certificate. */
const REMEMBERED_CHAINS = 16

/**
 * Makes the proof that the App Store signed something: certificates up to Apple's root, ES256 over the payload, and all
 * certificates valid when it was signed (an old purchase stays a purchase after its certificate ran out). Which app it is
 * for is the caller's question. Throws `SignedPayloadError`.
 * https://developer.apple.com/documentation/appstoreservernotifications/jwsdecodedheader
 */
export function createVerifySignedPayload(extraRoots: Bytes[]): VerifySignedPayload {
  const verifyChain = createVerifyChain(extraRoots)
  const remember = createMemory<ProvenSigner>(REMEMBERED_CHAINS)
  return async (jws) => {
    const x5c = readChain(jws)
    const signer = await remember(x5c.join(), () => verifyChain(decodeChain(x5c)))
    const payload = parsePayload(await verifySignature(jws, signer.key))
    const isWithin =
      payload.signedDate >= signer.validFrom.getTime() - CLOCK_SKEW_MS &&
      payload.signedDate <= signer.validTo.getTime() + CLOCK_SKEW_MS
    if (!isWithin) throw new SignedPayloadError('expired_certificate')
    return payload
  }
}

function readChain(jws: string): string[] {
  try {
    // Decoders forgive spaces; two spellings of one signature would be two things to judge.
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jws)) throw new Error('not a compact JWS')
    return headerSchema.parse(decodeProtectedHeader(jws)).x5c
  } catch (cause) {
    throw new SignedPayloadError('malformed', { cause })
  }
}

function decodeChain(x5c: string[]): CertificateChain {
  try {
    return x5c.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))) as CertificateChain
  } catch (cause) {
    throw new SignedPayloadError('malformed', { cause })
  }
}

async function verifySignature(jws: string, key: CryptoKey): Promise<Uint8Array> {
  try {
    // Only ES256: the header is the sender's, and `none` or an HMAC by a public key must not pass.
    return (await compactVerify(jws, key, { algorithms: ['ES256'] })).payload
  } catch (cause) {
    throw new SignedPayloadError('invalid_signature', { cause })
  }
}

function parsePayload(bytes: Uint8Array): SignedPayload {
  try {
    return payloadSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    throw new SignedPayloadError('malformed', { cause })
  }
}
