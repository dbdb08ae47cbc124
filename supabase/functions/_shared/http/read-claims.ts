import { type AuthError, createClient, isAuthRetryableFetchError, type SupabaseClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

const claimsSchema = z.object({
  sub: z.uuid(),
  role: z.literal('authenticated'),
  email: z.string().optional(),
  /** How and when the person proved who they are. */
  amr: z.unknown().optional(),
})
export type UserClaims = z.infer<typeof claimsSchema>
export type SupabaseEnv = { url: string; publishableKey: string }

/** A client of Auth that keeps no session: each request brings its own token. */
export function createAuthClient({ url, publishableKey }: SupabaseEnv): SupabaseClient {
  return createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
}

/** Throws `unauthenticated`. */
export function requireToken(request: Request): string {
  const token = request.headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1]
  if (!token) throw new AppError('unauthenticated')
  return token
}

/** What a user's token says, once it is verified: by the published keys, or by Auth where they are symmetric. Throws `unauthenticated`. */
export async function readClaims(client: SupabaseClient, token: string): Promise<UserClaims> {
  const { data } = await askAuth(() => client.auth.getClaims(token))
  const claims = claimsSchema.safeParse(data?.claims)
  if (!claims.success) throw new AppError('unauthenticated', { cause: claims.error })
  return claims.data
}

/**
 * Asks Auth, and turns its refusal into ours. A connection that was kept open may be closed by Auth in the moment in which it
 * is used again: asked anew, it answers. Throws `unauthenticated`; `internal` when Auth is away.
 */
export async function askAuth<Answer extends { error: AuthError | null }>(ask: () => Promise<Answer>): Promise<Answer> {
  const first = await ask()
  const answer = isAuthRetryableFetchError(first.error) ? await ask() : first
  // Auth being away says nothing about the token: the caller must not be signed out for it.
  if (answer.error) throw new AppError(isOutage(answer.error) ? 'internal' : 'unauthenticated', { cause: answer.error })
  return answer
}

/** No answer at all has the status 0. */
function isOutage(error: AuthError): boolean {
  return isAuthRetryableFetchError(error) || (error.status ?? 0) >= 500
}
