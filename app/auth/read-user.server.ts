import { type AppLoadContext, data } from '@remix-run/node'
import { type AuthError, isAuthRetryableFetchError, type JwtPayload } from '@supabase/supabase-js'
import { getSupabase, type Supabase } from '#app/auth/supabase.server.ts'

export type User = { id: string; email: string }

/** Root and page ask in parallel; on a project with symmetric keys each answer is a call to Auth, so they share one. */
const answers = new WeakMap<Supabase, Promise<JwtPayload | null>>()

/** Who is signed in, proved by the token's signature (never by the cookie alone); null for a visitor. */
export async function readUser(request: Request, context: AppLoadContext): Promise<User | null> {
  const claims = await readClaims(request, context)
  return claims && { id: claims.sub, email: claims.email ?? '' }
}

/** What the token says, proved the same way: also how and when the person signed in (`amr`). */
export function readClaims(request: Request, context: AppLoadContext): Promise<JwtPayload | null> {
  const supabase = getSupabase(request, context)
  const answer = answers.get(supabase) ?? verifyToken(supabase)
  answers.set(supabase, answer)
  return answer
}

async function verifyToken(supabase: Supabase): Promise<JwtPayload | null> {
  const { data: proof, error } = await supabase.auth.getClaims()
  if (error && isOutage(error)) throw data('Sign-in does not answer at the moment.', { status: 503 })
  return proof?.claims ?? null
}

/** An outage must not look like being signed out: the visitor would sign in again for nothing. */
export function isOutage(error: AuthError): boolean {
  return isAuthRetryableFetchError(error) || (error.status ?? 0) >= 500
}
