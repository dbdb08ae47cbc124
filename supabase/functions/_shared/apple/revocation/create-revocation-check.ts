import type { Certificate } from '../certificate.ts'
import { SignedPayloadError } from '../signed-payload-error.ts'
import type { ProvenChain } from '../verify-chain.ts'
import { type RevocationDeps, readCertificateStatus } from './read-certificate-status.ts'
import { readResponderUrl } from './read-responder-url.ts'
import { RevocationUnknownError } from './revocation-unknown-error.ts'

/** `check` throws `SignedPayloadError` for a chain that is proven to count no more, `RevocationUnknownError` when nothing is proven. */
export type RevocationCheck = { check: (chain: ProvenChain) => Promise<void>; now: () => Date }

/** As long as Apple's library remembers it. */
const REMEMBERED_MS = 15 * 60_000

/**
 * Asks the responders (OCSP) that the leaf and the intermediate of a chain name, unless they said a short while ago that both
 * are good. https://www.rfc-editor.org/rfc/rfc6960
 */
export function createRevocationCheck(deps: RevocationDeps): RevocationCheck {
  const goodUntil = new WeakMap<ProvenChain, number>()
  return {
    now: deps.now,
    async check(chain) {
      if ((goodUntil.get(chain) ?? 0) > deps.now().getTime()) return
      const results = await Promise.allSettled([
        requireGood(chain.leaf, chain.intermediate, deps),
        requireGood(chain.intermediate, chain.root, deps),
      ])
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      // What is proven goes before what is not known.
      const failure = failures.find((reason) => reason instanceof SignedPayloadError) ?? failures[0]
      if (failure) throw failure
      goodUntil.set(chain, deps.now().getTime() + REMEMBERED_MS)
    },
  }
}

async function requireGood(certificate: Certificate, issuer: Certificate, deps: RevocationDeps): Promise<void> {
  const url = requireResponderUrl(certificate)
  const status = await readCertificateStatus({ certificate, issuer, url }, deps).catch((cause) => {
    throw new RevocationUnknownError(`no proof from ${url.host}`, { cause })
  })
  if (status === 'revoked') throw new SignedPayloadError('revoked_certificate')
  if (status === 'unknown') throw new RevocationUnknownError(`${url.host} does not know the certificate`)
}

function requireResponderUrl(certificate: Certificate): URL {
  try {
    const url = readResponderUrl(certificate)
    if (!url) throw new Error('a certificate names no responder')
    return url
  } catch (cause) {
    throw new SignedPayloadError('invalid_chain', { cause })
  }
}
