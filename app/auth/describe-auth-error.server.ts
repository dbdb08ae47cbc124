import type { AuthError } from '@supabase/supabase-js'
import { describeWeakPassword } from '#app/auth/new-password.server.ts'

/** https://supabase.com/docs/guides/auth/debugging/error-codes */
const sentences: Record<string, string> = {
  invalid_credentials: 'Email or password is not right.',
  otp_expired: 'This code or link is no longer valid. Ask for a new one.',
  email_address_invalid: 'Enter an email address such as ana@example.com.',
  over_email_send_rate_limit: 'We have just sent an email. Please wait a minute before asking for another.',
  over_request_rate_limit: 'Too many attempts. Please wait a few minutes.',
  signup_disabled: 'New accounts are closed at the moment.',
  captcha_failed: 'We could not tell that you are a person. Please try again.',
  user_banned: 'This account cannot sign in at the moment.',
}

/** A sentence for people. Auth's own message goes to the log only: it may tell whether an address has an account. */
export function describeAuthError(error: AuthError): string {
  if (error.code === 'weak_password') return describeWeakPassword(error)
  const known = error.code && sentences[error.code]
  if (known) return known
  console.error(JSON.stringify({ level: 'error', event: 'auth_failed', code: error.code, status: error.status }))
  return 'Sign-in does not answer at the moment. Please try again.'
}
