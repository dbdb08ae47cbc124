import { type Bytes, isEqual } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { isAppleRoot } from './is-apple-root.ts'
import { isSignedBy } from './is-signed-by.ts'
import { parseCertificate } from './parse-certificate.ts'
import { SignedPayloadError } from './signed-payload-error.ts'

/** Apple marks what it made for signing App Store data; without these, any certificate that Apple ever issued would do. */
const LEAF_MARKER = '1.2.840.113635.100.6.11.1'
const INTERMEDIATE_MARKER = '1.2.840.113635.100.6.2.1'

/** `x5c` of a JWS, decoded: the signer, who certified the signer, and the root. */
export type CertificateChain = [leaf: Bytes, intermediate: Bytes, root: Bytes]

/** The certificates of a chain that is proven; `root` is the one that signed the intermediate. */
export type ProvenChain = { leaf: Certificate; intermediate: Certificate; root: Certificate }

/** A signer that a trusted root vouches for, in the time that all three certificates share. */
export type ProvenSigner = { key: CryptoKey; validFrom: Date; validTo: Date; chain: ProvenChain }

/**
 * Proves that a chain leads to Apple's root, or to one of the extra roots of a local stack. Says nothing about time: a
 * proof holds for ever, while the dates must be held against each payload. Throws `invalid_chain`.
 */
export function createVerifyChain(extraRoots: Bytes[]): (chain: CertificateChain) => Promise<ProvenSigner> {
  const trustedHere = extraRoots.map(parseCertificate)
  return async (chain) => {
    try {
      const roots = (await isAppleRoot(chain[2])) ? [parseCertificate(chain[2]), ...trustedHere] : trustedHere
      // A root of somebody else is refused before any costly arithmetic: everybody may post here.
      if (roots.length === 0) throw new Error('unknown root')
      return await proveSigner(parseCertificate(chain[0]), parseCertificate(chain[1]), roots)
    } catch (cause) {
      throw new SignedPayloadError('invalid_chain', { cause })
    }
  }
}

async function proveSigner(leaf: Certificate, intermediate: Certificate, roots: Certificate[]): Promise<ProvenSigner> {
  if (!intermediate.isAuthority) throw new Error('the second certificate may not sign others')
  if (!intermediate.extensions.has(INTERMEDIATE_MARKER)) throw new Error("the second certificate lacks Apple's mark")
  if (!leaf.extensions.has(LEAF_MARKER)) throw new Error("the first certificate lacks Apple's mark")
  const root = await findIssuer(intermediate, roots)
  if (!root) throw new Error('no trusted root signed the second certificate')
  if (!(await findIssuer(leaf, [intermediate]))) throw new Error('the second certificate did not sign the first')
  const certificates = [leaf, intermediate, root]
  return {
    key: await importSignerKey(leaf),
    validFrom: new Date(Math.max(...certificates.map(({ validFrom }) => validFrom.getTime()))),
    validTo: new Date(Math.min(...certificates.map(({ validTo }) => validTo.getTime()))),
    chain: { leaf, intermediate, root },
  }
}

async function findIssuer(certificate: Certificate, candidates: Certificate[]): Promise<Certificate | null> {
  for (const candidate of candidates) {
    if (isEqual(certificate.issuer, candidate.subject) && (await isSignedBy(certificate, candidate))) return candidate
  }
  return null
}

function importSignerKey({ curve, publicKey }: Certificate): Promise<CryptoKey> {
  if (curve !== 'P-256') throw new Error('the first certificate has no key for ES256')
  return crypto.subtle.importKey('raw', publicKey, { name: 'ECDSA', namedCurve: curve }, false, ['verify'])
}
