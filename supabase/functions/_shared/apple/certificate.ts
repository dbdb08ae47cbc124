import type { Bytes } from './bytes.ts'

export type Curve = 'P-256' | 'P-384'
export type Hash = 'SHA-256' | 'SHA-384'

/** What somebody signed with ECDSA, byte for byte. */
export type Signed = {
  signedBytes: Bytes
  /** `r` and `s` of the signer's key in DER. */
  signature: Bytes
  hash: Hash
}

/** A public key for ECDSA, as an uncompressed point. */
export type PublicKey = { curve: Curve; publicKey: Bytes }

/** The parts of an X.509 certificate that a decision depends on. Names are compared as the bytes they are written in. */
export type CertificateParts = Signed & {
  /** An INTEGER, tag and length included; the names and the key are SEQUENCEs. */
  serialNumber: Bytes
  issuer: Bytes
  subject: Bytes
  publicKeyInfo: Bytes
  validFrom: Date
  validTo: Date
  /** Whether it may sign other certificates. */
  isAuthority: boolean
  /** What stands in each extension, by its object identifier. */
  extensions: Map<string, Uint8Array>
}

/** A certificate of a key for ECDSA: all that the App Store signs with. */
export type Certificate = CertificateParts & PublicKey
