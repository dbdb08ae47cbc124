/** Carries no address and no answer: both may name the person. */
export class MailNotSentError extends Error {
  override readonly name = 'MailNotSentError'
  /** null when there was no answer at all. */
  readonly status: number | null
  /** false: the same mail would be refused again. */
  readonly isRetryable: boolean

  constructor(status: number | null, options?: ErrorOptions) {
    super(
      status === null ? 'The mail could not be handed over.' : `The mail was refused with status ${status}.`,
      options,
    )
    this.status = status
    this.isRetryable = status === null || status === 429 || status >= 500
  }
}
