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
  same_password: 'This is the password that you have.',
  otp_expired: 'This code is wrong or too old.',
  email_address_invalid: 'Enter an e-mail address such as ann@example.com.',
  validation_failed: 'Enter an e-mail address such as ann@example.com.',
  over_email_send_rate_limit: 'Please wait a minute before asking for another mail.',
  over_request_rate_limit: 'Too many attempts. Please wait a few minutes.',
  signup_disabled: 'New accounts are closed at the moment.',
  provider_email_needs_verification:
    'Google has not verified that this address is yours, so it cannot sign you in. If we have sent you an email, confirm ' +
    'the address there and try again; or sign in another way.',
  identity_already_exists: 'This already signs in to an account. To see which one, sign out and continue with it.',
  user_banned: 'This account cannot sign in at the moment.',
  single_identity_not_deletable: 'This is your only way to sign in. Connect another one first.',
  reauthentication_needed: 'Please sign in again first: this session is old.',
  flow_state_not_found: 'This sign-in took too long. Please begin again.',
  flow_state_expired: 'This sign-in took too long. Please begin again.',
  bad_code_verifier: 'This sign-in took too long. Please begin again.',
}

/** A store that is in the way is no problem of our server's: its sentence says more. */
const SAID_BY_SERVER = ['subscription_not_ended', 'store_unavailable', 'app_store_unavailable']

/** One sentence for people, whatever went wrong. */
export function toSentence(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status >= 500 && !SAID_BY_SERVER.includes(error.code))
      return 'The server has a problem. Please try again in a minute.'
    return WORDS[error.code] ?? error.message
  }
  if (error instanceof OfflineError || error instanceof SignedOutError) return error.message
  return 'Something went wrong. Please try again.'
}
