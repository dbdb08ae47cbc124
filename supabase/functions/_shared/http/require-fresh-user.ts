import { AppError } from '../domain/errors.ts'
import { isFreshSignIn } from '../domain/fresh-sign-in.ts'
import { askAuth, createAuthClient, readClaims, requireToken, type SupabaseEnv } from './read-claims.ts'
import type { RequireUser } from './require-user.ts'

/**
 * Makes the guard of what cannot be taken back. A token stays valid after its session was signed out and after its user is
 * gone, so Auth is asked whether both still exist; and the person must have proved lately who they are: a phone that was left
 * on a table must not be enough. Throws `unauthenticated` or `fresh_sign_in_required`.
 */
export function createRequireFreshUser(supabase: SupabaseEnv, now: () => Date = () => new Date()): RequireUser {
  const client = createAuthClient(supabase)
  return async (request) => {
    const token = requireToken(request)
    const { sub, email, amr } = await readClaims(client, token)
    await askAuth(() => client.auth.getUser(token))
    if (!isFreshSignIn(amr, now().getTime() / 1000)) throw new AppError('fresh_sign_in_required')
    return { id: sub, email: email ?? null }
  }
}
