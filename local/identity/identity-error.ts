/** What a provider answers in JSON: an OAuth error code (RFC 6749, 5.2) and a sentence. */
export class IdentityError extends Error {
  readonly code: string
  readonly status: 400 | 401 | 404

  constructor(code: string, message: string, status: 400 | 401 | 404 = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}
