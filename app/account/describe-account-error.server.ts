import { type AuthError, isAuthSessionMissingError } from '@supabase/supabase-js'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'

/** What Auth refuses on the pages of the account. https://supabase.com/docs/guides/auth/debugging/error-codes */
const sentences: Record<string, string> = {
  same_password: 'This is your password already. Choose another one.',
  reauthentication_not_valid: 'This code is not right, or it has ended. We have sent you a new one.',
  single_identity_not_deletable: 'This is the only way to sign in that is connected. Connect another one first.',
  identity_not_found: 'It was disconnected before.',
  email_conflict_identity_not_deletable:
    'It cannot be disconnected: the address that would remain belongs to another account.',
  manual_linking_disabled: 'Connecting and disconnecting is not possible at the moment.',
}

/** A sentence for people, of this part of the site or of the sign-in pages. */
export function describeAccountError(error: AuthError): string {
  if (isAuthSessionMissingError(error)) return 'Your session has ended. Please sign in again.'
  return (error.code && sentences[error.code]) || describeAuthError(error)
}
