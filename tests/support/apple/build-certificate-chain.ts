import 'reflect-metadata'
import {
  AuthorityInfoAccessExtension,
  BasicConstraintsExtension,
  Extension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

export const LEAF_MARKER = '1.2.840.113635.100.6.11.1'
export const INTERMEDIATE_MARKER = '1.2.840.113635.100.6.2.1'
export type Curve = 'P-256' | 'P-384'

/** What may be wrong with a chain; by default it is as good as Apple's. */
export type ChainOptions = {
  leafMarker?: string
  intermediateMarker?: string
  isIntermediateAuthority?: boolean
  /** The name that the leaf gives as its issuer. */
  leafIssuer?: string
  leafCurve?: Curve
  /** Apple's own are P-384; its test chains are P-256, signed with SHA-384 as well as with SHA-256. */
  authorityCurve?: Curve
  hash?: 'SHA-256' | 'SHA-384'
  validFrom?: Date
  leafValidTo?: Date
  intermediateValidTo?: Date
  /** Where leaf and intermediate say that one can ask if they have been revoked. */
  responderUrl?: string
  /** The root of another chain, in place of one of its own. */
  root?: TestAuthority
}

/** Who certifies, for those who need more of it than a chain. */
export type TestAuthority = { certificate: X509Certificate; keys: CryptoKeyPair }

export type TestChain = {
  /** As in `x5c`: leaf, intermediate, root. */
  x5c: [string, string, string]
  root: Uint8Array<ArrayBuffer>
  leafKeys: CryptoKeyPair
  authorities: { root: TestAuthority; intermediate: TestAuthority }
}

const names = { root: 'CN=Test Root', intermediate: 'CN=Test Intermediate', leaf: 'CN=Test Leaf' }
/** Of many bytes, and with the highest bit set, as real ones are. */
const serialNumbers: Record<string, string> = {
  [names.root]: '01',
  [names.intermediate]: '22c1a1470a747369ef538612c9c69f3d38f36cd7',
  [names.leaf]: 'c7c2877339f9e79e7f528ada74dc7db7',
}
const longAgo = new Date('2020-01-01T00:00:00Z')
const farAhead = new Date('2055-01-01T00:00:00Z')

/** A chain in the shape of Apple's. Two calls make the same names with other keys: a forger's chain. */
export async function buildCertificateChain(options: ChainOptions = {}): Promise<TestChain> {
  const { authorityCurve = 'P-384', hash = 'SHA-384', validFrom = longAgo } = options
  const rootKeys = options.root?.keys ?? (await createKeys(authorityCurve))
  const intermediateKeys = await createKeys(authorityCurve)
  const leafKeys = await createKeys(options.leafCurve ?? 'P-256')
  const certify = (subject: string, issuer: string, keys: CryptoKeyPair, by: CryptoKeyPair, more: Partial<Details>) =>
    X509CertificateGenerator.create({
      serialNumber: serialNumbers[subject],
      subject,
      issuer,
      notBefore: validFrom,
      notAfter: more.validTo ?? farAhead,
      publicKey: keys.publicKey,
      signingKey: by.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash },
      extensions: [
        new BasicConstraintsExtension(more.isAuthority ?? false),
        ...mark(more.marker),
        ...(subject === issuer ? [] : pointTo(options.responderUrl)),
      ],
    })
  const root =
    options.root?.certificate ?? (await certify(names.root, names.root, rootKeys, rootKeys, { isAuthority: true }))
  const intermediate = await certify(names.intermediate, names.root, intermediateKeys, rootKeys, {
    isAuthority: options.isIntermediateAuthority ?? true,
    marker: options.intermediateMarker ?? INTERMEDIATE_MARKER,
    validTo: options.intermediateValidTo,
  })
  const leaf = await certify(names.leaf, options.leafIssuer ?? names.intermediate, leafKeys, intermediateKeys, {
    marker: options.leafMarker ?? LEAF_MARKER,
    validTo: options.leafValidTo,
  })
  return {
    x5c: [toBase64(leaf), toBase64(intermediate), toBase64(root)],
    root: new Uint8Array(root.rawData),
    leafKeys,
    authorities: {
      root: { certificate: root, keys: rootKeys },
      intermediate: { certificate: intermediate, keys: intermediateKeys },
    },
  }
}

type Details = { isAuthority: boolean; marker: string | undefined; validTo: Date | undefined }

function createKeys(namedCurve: Curve): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

function mark(marker: string | undefined): Extension[] {
  const nothing = new Uint8Array([0x05, 0x00])
  return marker ? [new Extension(marker, false, nothing)] : []
}

function pointTo(responderUrl: string | undefined): Extension[] {
  return responderUrl ? [new AuthorityInfoAccessExtension({ ocsp: responderUrl })] : []
}

function toBase64(certificate: X509Certificate): string {
  return certificate.toString('base64')
}
