/** Carries no address and no answer: both may name the person. */
export class MailNotSentError extends Error {
  override readonly name = 'MailNotSentError'
  /** null when there was no answer at all. */
  readonly status: number | null
  /** What the service calls it, e.g. `validation_error`; null when it does not say. */
  readonly reason: string | null
  /** false: the same mail would be refused again. */
  readonly isRetryable: boolean

  constructor(status: number | null, options: ErrorOptions & { reason?: string | null } = {}) {
    const { reason = null, ...cause } = options
    const why = reason ? ` (${reason})` : ''
    super(
      status === null ? 'The mail could not be handed over.' : `The mail was refused with status ${status}${why}.`,
      cause,
    )
    this.status = status
    this.reason = reason
    // A key that is refused, or a domain that is not verified, says nothing about the mail: it is put right by hand. 409: the
    // same mail is being sent at this moment.
    this.isRetryable = status === null || status >= 500 || [401, 403, 409, 429].includes(status)
  }
}
