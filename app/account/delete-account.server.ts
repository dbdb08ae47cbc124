import type { AppLoadContext } from '@remix-run/node'
import { callAccount } from '#app/account/call-account.server.ts'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase, type Supabase } from '#app/auth/supabase.server.ts'

export type Refusal = { kind: 'refused'; text: string }

/** Deletes the account of whoever is signed in, and leads to the page that says goodbye. */
export async function deleteAccount(request: Request, context: AppLoadContext): Promise<Response | Refusal> {
  const supabase = getSupabase(request, context)
  const result = await callAccount(supabase, 'delete', {})
  if (result.ok) {
    await forgetSession(supabase)
    return redirectAfterPost(context, result.value.has_app_store_subscription ? '/goodbye?app-store' : '/goodbye')
  }
  switch (result.code) {
    case 'fresh_sign_in_required':
      return redirectAfterPost(context, '/account/verify?next=%2Faccount%2Fdelete')
    case 'unauthenticated':
      return leave(supabase, context)
    default:
      return { kind: 'refused', text: result.message }
  }
}

/** A second tab, or a second press: the account may be deleted already. Only Auth can tell that from a session that was ended. */
async function leave(supabase: Supabase, context: AppLoadContext): Promise<Response> {
  const { error } = await supabase.auth.getUser()
  await forgetSession(supabase)
  const isGone = error?.code === 'user_not_found'
  return redirectAfterPost(context, isGone ? '/goodbye' : '/sign-in?next=%2Faccount%2Fdelete')
}

/** Of this browser: Auth has none left to end. */
async function forgetSession(supabase: Supabase): Promise<void> {
  await supabase.auth.signOut({ scope: 'local' })
}
