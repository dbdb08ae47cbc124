import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  // Only this browser: signing out everywhere would end the session on the phone too.
  await getSupabase(request, context).auth.signOut({ scope: 'local' })
  return redirectWithSession(context, '/')
}

export function loader() {
  return redirect('/')
}
