import type { AppLoadContext } from '@remix-run/node'
import { adoptSession, getSupabase, type RequestSession } from '#app/auth/supabase.server.ts'

/** Puts the session of a sign-in that was accepted in place of the one before, which ends: nobody should find two of one browser. */
export async function takeOverSession(request: Request, context: AppLoadContext, apart: RequestSession): Promise<void> {
  const before = getSupabase(request, context)
  const { data } = await before.auth.getSession()
  if (data.session) await before.auth.signOut({ scope: 'local' })
  adoptSession(context, apart)
}
