/**
 * Nobody entitled to it has said whether a certificate still counts: the responder is away, or what it answered proves nothing.
 * The same question may be answered in a minute.
 */
export class RevocationUnknownError extends Error {
  override readonly name = 'RevocationUnknownError'
}
