import { createClient, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

export type SignedInUser = { id: string; email: string | null }
export type RequireUser = (request: Request) => Promise<SignedInUser>

const claimsSchema = z.object({ sub: z.uuid(), role: z.literal('authenticated'), email: z.string().optional() })

/**
 * Makes the guard of functions that only a signed-in user may call. `verify_jwt` of the platform is not enough: it also
 * lets bare API keys through. `getClaims` checks by the published keys, or asks Auth where they are symmetric.
 */
export function createRequireUser(supabase: { url: string; publishableKey: string }): RequireUser {
  const client = createClient(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
  return async (request) => {
    const token = request.headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1]
    if (!token) throw new AppError('unauthenticated')
    const { data, error } = await checkTwice(() => client.auth.getClaims(token))
    // Auth being away says nothing about the token: the caller must not be signed out for it.
    if (error) throw new AppError(isOutage(error) ? 'internal' : 'unauthenticated', { cause: error })
    const claims = claimsSchema.safeParse(data?.claims)
    if (!claims.success) throw new AppError('unauthenticated', { cause: claims.error })
    return { id: claims.data.sub, email: claims.data.email ?? null }
  }
}

/** A connection that was kept open may be closed by Auth in the moment in which it is used again: asked anew, it answers. */
async function checkTwice<Answer extends { error: unknown }>(check: () => Promise<Answer>): Promise<Answer> {
  const answer = await check()
  return isAuthRetryableFetchError(answer.error) ? check() : answer
}

/** No answer at all has the status 0. */
function isOutage(error: { status?: number | undefined }): boolean {
  return isAuthRetryableFetchError(error) || (error.status ?? 0) >= 500
}
