import { type AppLoadContext, data } from '@remix-run/node'
import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { getSupabase, type Supabase } from '#app/auth/supabase.server.ts'

export type User = { id: string; email: string }

/** Root and page ask in parallel; on a project with symmetric keys each answer is a call to Auth, so they share one. */
const answers = new WeakMap<Supabase, Promise<User | null>>()

/** Who is signed in, proved by the token's signature (never by the cookie alone); null for a visitor. */
export function readUser(request: Request, context: AppLoadContext): Promise<User | null> {
  const supabase = getSupabase(request, context)
  const answer = answers.get(supabase) ?? verifyUser(supabase)
  answers.set(supabase, answer)
  return answer
}

async function verifyUser(supabase: Supabase): Promise<User | null> {
  const { data: proof, error } = await supabase.auth.getClaims()
  if (error && isOutage(error)) throw data('Sign-in does not answer at the moment.', { status: 503 })
  return proof ? { id: proof.claims.sub, email: proof.claims.email ?? '' } : null
}

/** An outage must not look like being signed out: the visitor would sign in again for nothing. */
function isOutage(error: AuthError): boolean {
  return isAuthRetryableFetchError(error) || (error.status ?? 0) >= 500
}
