import { createAuthClient, readClaims, requireToken, type SupabaseEnv } from './read-claims.ts'

export type SignedInUser = { id: string; email: string | null }
export type RequireUser = (request: Request) => Promise<SignedInUser>

/**
 * Makes the guard of functions that only a signed-in user may call. `verify_jwt` of the platform is not enough: it also
 * lets bare API keys through.
 */
export function createRequireUser(supabase: SupabaseEnv): RequireUser {
  const client = createAuthClient(supabase)
  return async (request) => {
    const { sub, email } = await readClaims(client, requireToken(request))
    return { id: sub, email: email ?? null }
  }
}
