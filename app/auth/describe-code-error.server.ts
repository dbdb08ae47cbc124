import type { AuthError } from '@supabase/supabase-js'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'

/** Auth does not say whether a code is wrong or too old, and so helps nobody who guesses. */
export function describeCodeError(error: AuthError): string {
  if (error.code !== 'otp_expired') return describeAuthError(error)
  return 'This code is not right, or no longer valid. Look at the newest email, or ask for another one.'
}
