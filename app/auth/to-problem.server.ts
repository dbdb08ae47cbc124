import type { Problem } from '#app/auth/notices.ts'

/** https://supabase.com/docs/guides/auth/debugging/error-codes */
const byCode: Record<string, Problem> = {
  provider_email_needs_verification: 'email_not_verified',
  identity_already_exists: 'identity_taken',
  bad_oauth_state: 'expired',
  bad_oauth_callback: 'expired',
  bad_code_verifier: 'expired',
  flow_state_expired: 'expired',
  flow_state_not_found: 'expired',
  flow_state_already_used: 'expired',
  pkce_code_verifier_not_found: 'expired',
  signup_disabled: 'closed',
  user_banned: 'banned',
  provider_disabled: 'not_offered',
  oauth_provider_not_supported: 'not_offered',
  validation_failed: 'not_offered',
  manual_linking_disabled: 'not_offered',
  session_not_found: 'session_ended',
  over_request_rate_limit: 'too_many',
}

// What Apple and Google call it when their page is closed by the person.
const cancelled = ['access_denied', 'user_cancelled_authorize', 'user_cancelled_login', 'consent_required']

export type AuthFault = { code?: string | null; status?: number; error?: string | null; message?: string | null }

/** Which of our sentences a refusal of Auth becomes. What it said itself goes to the log only. */
export function toProblem({ code, status, error, message }: AuthFault): Problem {
  if (!code && error && cancelled.includes(error)) return 'cancelled'
  // Auth has one code for both, and only its message says whose the identity is.
  if (code === 'identity_already_exists' && message && !/another user/i.test(message)) return 'identity_yours'
  const known = code ? byCode[code] : undefined
  if (known) return known
  console.error(JSON.stringify({ level: 'error', event: 'provider_sign_in_failed', code, error, status }))
  return status !== undefined && (status === 0 || status >= 500) ? 'outage' : 'refused'
}
