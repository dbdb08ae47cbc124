import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { callAccount } from '#app/account/call-account.server.ts'
import { addSessionHeaders } from '#app/auth/add-session-headers.server.ts'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

/** A person's data as a file. By POST, so that no link on another site can start it. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  const result = await callAccount(getSupabase(request, context), 'export', {})
  if (!result.ok) return redirectAfterPost(context, '/account/data?download=failed')

  const day = new Date().toISOString().slice(0, 10)
  const headers = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="tandem-${day}.json"`,
    'X-Content-Type-Options': 'nosniff',
  })
  addSessionHeaders(headers, context)
  headers.set('Cache-Control', 'private, no-store')
  return new Response(JSON.stringify(result.value, null, 2), { headers })
}

export function loader() {
  return redirect('/account/data')
}
