import { createClient } from '@supabase/supabase-js'
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
    const { data, error } = await client.auth.getClaims(token)
    if (error) {
      // Auth being away says nothing about the token: the caller must not be signed out for it.
      const isOutage = error.status === undefined ? error.name === 'AuthRetryableFetchError' : error.status >= 500
      throw new AppError(isOutage ? 'internal' : 'unauthenticated', { cause: error })
    }
    const claims = claimsSchema.safeParse(data?.claims)
    if (!claims.success) throw new AppError('unauthenticated', { cause: claims.error })
    return { id: claims.data.sub, email: claims.data.email ?? null }
  }
}
