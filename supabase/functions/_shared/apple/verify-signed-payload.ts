import { compactVerify, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { CLOCK_SKEW_MS } from './clock-skew.ts'
import { createMemory } from './create-memory.ts'
import type { RevocationCheck } from './revocation/create-revocation-check.ts'
import { SignedPayloadError } from './signed-payload-error.ts'
import { type CertificateChain, createVerifyChain, type ProvenSigner } from './verify-chain.ts'

/** What Apple signed, as it stands in the JWS; nothing is known of it but who signed it and when. */
export type SignedPayload = Record<string, unknown>
/** Where a payload says when it was signed. */
export type DateClaim = 'signedDate' | 'receiptCreationDate'
export type VerifySignedPayload = (jws: string, dateClaim?: DateClaim) => Promise<SignedPayload>

const headerSchema = z.object({ x5c: z.tuple([z.string(), z.string(), z.string()]) })

/** There is one chain at a time, and a second one while Apple changes its certificate. */
const REMEMBERED_CHAINS = 16

/**
 * Makes the proof that the App Store signed something: certificates up to Apple's root, ES256 over the payload, and all
 * certificates valid when it was signed (an old purchase stays a purchase after its certificate ran out). With a check for
 * revocation they must be valid now, because only of those a responder speaks. Which app it is for is the caller's question.
 * Throws `SignedPayloadError`, and `RevocationUnknownError` when a responder fails.
 * https://developer.apple.com/documentation/appstoreservernotifications/jwsdecodedheader
 */
export function createVerifySignedPayload(
  extraRoots: Bytes[],
  revocation: RevocationCheck | null = null,
): VerifySignedPayload {
  const verifyChain = createVerifyChain(extraRoots)
  const remember = createMemory<ProvenSigner>(REMEMBERED_CHAINS)
  return async (jws, dateClaim = 'signedDate') => {
    const x5c = readChain(jws)
    const signer = await remember(x5c.join(), () => verifyChain(decodeChain(x5c)))
    const payload = parsePayload(await verifySignature(jws, signer.key), dateClaim)
    requireValidAt(signer, revocation ? revocation.now().getTime() : Number(payload[dateClaim]))
    // After the signature: nobody but Apple can make us ask.
    await revocation?.check(signer.chain)
    return payload
  }
}

function requireValidAt({ validFrom, validTo }: ProvenSigner, moment: number): void {
  const isWithin = moment >= validFrom.getTime() - CLOCK_SKEW_MS && moment <= validTo.getTime() + CLOCK_SKEW_MS
  if (!isWithin) throw new SignedPayloadError('expired_certificate')
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

function parsePayload(bytes: Uint8Array, dateClaim: DateClaim): SignedPayload {
  try {
    return z.looseObject({ [dateClaim]: z.int().positive() }).parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    throw new SignedPayloadError('malformed', { cause })
  }
}
