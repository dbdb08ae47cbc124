import type { Bytes } from './bytes.ts'
export type Curve = 'P-256' | 'P-384'
export type Hash = 'SHA-256' | 'SHA-384'

/** The parts of an X.509 certificate that a decision depends on. Names are compared as the bytes they are written in. */
export type Certificate = {
  /** What the issuer signed, byte for byte. */
  signedBytes: Bytes
  /** ECDSA, as `r` and `s` of the issuer's key in DER. */
  signature: Bytes
  hash: Hash
  issuer: Uint8Array
  subject: Uint8Array
  validFrom: Date
  validTo: Date
  curve: Curve
  /** The public key as an uncompressed point. */
  publicKey: Bytes
  /** Whether it may sign other certificates. */
  isAuthority: boolean
  /** Object identifiers of all extensions. */
  extensions: string[]
}
