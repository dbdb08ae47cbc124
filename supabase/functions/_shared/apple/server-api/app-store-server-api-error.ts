type Answer = { status: number | null; errorCode?: number | null; isRetryable: boolean; retryAt?: Date | null }

/**
 * The App Store Server API did not do what we asked. Whether the same request may succeed later is `isRetryable`, and from when
 * on, `retryAt`, where Apple has said it. It names no id and no token, so it may be logged.
 * https://developer.apple.com/documentation/appstoreserverapi/error-codes
 */
export class AppStoreServerApiError extends Error {
  override readonly name = 'AppStoreServerApiError'
  /** HTTP status; null when there was no answer. */
  readonly status: number | null
  /** Apple's own, more exact number, e.g. 4040010; null when the answer had none. */
  readonly errorCode: number | null
  readonly isRetryable: boolean
  readonly retryAt: Date | null

  constructor({ status, errorCode = null, isRetryable, retryAt = null }: Answer, options?: { cause?: unknown }) {
    super(status === null ? 'no answer' : `answered ${status}${errorCode === null ? '' : ` (${errorCode})`}`, options)
    this.status = status
    this.errorCode = errorCode
    this.isRetryable = isRetryable
    this.retryAt = retryAt
  }
}
