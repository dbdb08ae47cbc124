export const signedPayloadFaults = {
  malformed: 'it is not a JWS with a chain of three certificates and the date of its signing',
  invalid_signature: 'the signature is not one by the certificate that came with it',
  invalid_chain: 'its certificates do not lead to a root that we trust',
  expired_certificate: 'a certificate was not valid when it was signed',
  revoked_certificate: 'a certificate has been revoked',
  wrong_bundle_id: 'it was signed for another app',
  wrong_app_id: 'it was signed for another app id',
  wrong_environment: 'it was signed in an environment that is not accepted here',
  unnamed_account: 'it does not say which Apple Account it is about',
  mismatched_renewal: 'its renewal info belongs to another subscription than its transaction',
} as const

export type SignedPayloadFault = keyof typeof signedPayloadFaults

/** What Apple is said to have signed is not proven, or not meant for this app. `code` says why: for tests and the log. */
export class SignedPayloadError extends Error {
  override readonly name = 'SignedPayloadError'
  readonly code: SignedPayloadFault

  constructor(code: SignedPayloadFault, options?: { cause?: unknown }) {
    super(`${code}: ${signedPayloadFaults[code]}`, options)
    this.code = code
  }
}
