import type { Context } from 'hono'
import { refuse } from '../auth-repair.ts'

type FailureStatus = 400 | 401 | 403 | 404 | 422 | 500

/** A refusal of Supabase Auth, with its code of https://supabase.com/docs/guides/auth/debugging/error-codes. */
export class AuthFailure extends Error {
  readonly status: FailureStatus
  readonly code: string

  constructor(status: FailureStatus, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A refusal in the words of OAuth, as everything about an identity token is answered: no code of Supabase's own. */
export class OAuthFailure extends Error {
  readonly error: string

  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

/** Answers with what was thrown; what is neither goes on, to be logged. */
export function answerFailure(c: Context, failure: unknown): Response {
  if (failure instanceof AuthFailure) return refuse(c, failure.status, failure.code, failure.message)
  if (failure instanceof OAuthFailure) return c.json({ error: failure.error, error_description: failure.message }, 400)
  throw failure
}

const oauthWords: Record<number, string> = {
  400: 'invalid_request',
  401: 'unauthorized_client',
  403: 'access_denied',
  500: 'server_error',
}
const deniedCodes = ['signup_disabled', 'user_banned', 'provider_email_needs_verification']

/** The address with the failure in its query and, for old clients, in its fragment. */
export function addFailure(address: string, failure: unknown): string {
  const words = new URLSearchParams(toWords(failure))
  const back = new URL(address)
  for (const [name, value] of words) back.searchParams.set(name, value)
  words.set('sb', '')
  back.hash = words.toString()
  return back.href
}

function toWords(failure: unknown): Record<string, string> {
  if (failure instanceof OAuthFailure) return { error: failure.error, error_description: failure.message }
  if (!(failure instanceof AuthFailure)) return { error: 'server_error', error_description: 'Unexpected failure' }
  const { code, status, message } = failure
  const error = deniedCodes.includes(code) ? 'access_denied' : (oauthWords[status] ?? 'server_error')
  return { error, error_code: code, error_description: message }
}
