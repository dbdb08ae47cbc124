import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { CertificateChain } from '../store-state.ts'

// Apple marks its intermediate and its receipt-signing leaf with these; a verifier refuses a chain without them.
const INTERMEDIATE_MARKER = '1.2.840.113635.100.6.2.1'
const LEAF_MARKER = '1.2.840.113635.100.6.11.1'
const DER_NULL = new Uint8Array([0x05, 0x00])

// Wide on both sides: the simulator's clock runs years ahead, and tests sign in the past.
const NOT_BEFORE = new Date('2020-01-01T00:00:00Z')
const NOT_AFTER = new Date('2050-01-01T00:00:00Z')

const ROOT_NAME = 'CN=Tandem App Store Simulator Root, OU=For local use only, O=Tandem'
const INTERMEDIATE_NAME = 'CN=Tandem App Store Simulator Intermediate, OU=For local use only, O=Tandem'
const LEAF_NAME = 'CN=Tandem App Store Simulator Signing, OU=For local use only, O=Tandem'

/** A chain of the same shape as Apple's: P-384 root and intermediate, P-256 leaf, signed with SHA-384. */
export async function createCertificateChain(): Promise<CertificateChain> {
  const root = await createKeyPair('P-384')
  const intermediate = await createKeyPair('P-384')
  const leaf = await createKeyPair('P-256')
  const certificates = [
    await certify(LEAF_NAME, leaf, INTERMEDIATE_NAME, intermediate, leafExtensions(), '03'),
    await certify(INTERMEDIATE_NAME, intermediate, ROOT_NAME, root, intermediateExtensions(), '02'),
    await certify(ROOT_NAME, root, ROOT_NAME, root, authorityExtensions(), '01'),
  ]
  return {
    certificates: certificates.map((certificate) => certificate.toString('base64')),
    // The keys of root and intermediate are let go: nothing else will ever be signed by them.
    leafPrivateKey: { ...(await crypto.subtle.exportKey('jwk', leaf.privateKey)) },
  }
}

function createKeyPair(namedCurve: 'P-256' | 'P-384'): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

function certify(
  subject: string,
  subjectKeys: CryptoKeyPair,
  issuer: string,
  issuerKeys: CryptoKeyPair,
  extensions: Extension[],
  serialNumber: string,
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    serialNumber,
    subject,
    issuer,
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    publicKey: subjectKeys.publicKey,
    signingKey: issuerKeys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' },
    extensions,
  })
}

function authorityExtensions(): Extension[] {
  return [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ]
}

function intermediateExtensions(): Extension[] {
  return [...authorityExtensions(), new Extension(INTERMEDIATE_MARKER, false, DER_NULL)]
}

function leafExtensions(): Extension[] {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new Extension(LEAF_MARKER, false, DER_NULL),
  ]
}
