/** A server understood and refused. `message` may be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** No answer came. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError'

  constructor(message = 'No connection. Check your network and try again.', options?: { cause?: unknown }) {
    super(message, options)
  }
}

/** Nobody said no: what was said before may stand, for a while. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof OfflineError || (error instanceof ApiError && error.status >= 500)
}

/** The session is over and cannot be renewed. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError'

  constructor() {
    super('Your session has ended. Please sign in again.')
  }
}

const WORDS: Record<string, string> = {
  invalid_credentials: 'This e-mail and password do not match.',
  invalid_grant: 'This e-mail and password do not match.',
  email_not_confirmed: 'Please confirm your e-mail address first.',
  user_already_exists: 'There is already an account with this e-mail. Sign in instead.',
  email_exists: 'There is already an account with this e-mail. Sign in instead.',
  weak_password: 'Please choose a longer password.',
  otp_expired: 'This code is wrong or too old.',
  over_email_send_rate_limit: 'Please wait a minute before asking for another mail.',
}

/** One sentence for people, whatever went wrong. */
export function toSentence(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status >= 500) return 'The server has a problem. Please try again in a minute.'
    return WORDS[error.code] ?? error.message
  }
  if (error instanceof OfflineError || error instanceof SignedOutError) return error.message
  return 'Something went wrong. Please try again.'
}
