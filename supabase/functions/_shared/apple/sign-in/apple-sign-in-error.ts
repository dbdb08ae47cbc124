/**
 * Sign in with Apple did not do what we asked. `code` is Apple's word: `invalid_grant` speaks of the code or token that was handed in,
 * `invalid_client` of our key. It names no token, so it may be logged.
 * https://developer.apple.com/documentation/signinwithapplerestapi/errorresponse
 */
export class AppleSignInError extends Error {
  override readonly name = 'AppleSignInError'
  /** HTTP status; null when there was no answer. */
  readonly status: number | null
  readonly code: string | null

  constructor(answer: { status: number | null; code?: string | null }, options?: { cause?: unknown }) {
    super(`Apple answered ${answer.status ?? 'nothing'}${answer.code ? `: ${answer.code}` : ''}`, options)
    this.status = answer.status
    this.code = answer.code ?? null
  }
}
