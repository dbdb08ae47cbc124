import type { AppLoadContext } from '@remix-run/node'
import { parseCookieHeader, serializeCookieHeader } from '@supabase/ssr'
import { sessionCookie } from '#app/auth/has-session-cookie.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

type Asked = { request: Request; context: AppLoadContext }

/** `local` is this browser alone: signing out everywhere ends the session on the phone too, and is asked for by name. */
export async function endSession(
  scope: 'local' | 'global',
  { request, context }: Asked,
  next: unknown = null,
): Promise<Response> {
  const { error } = await getSupabase(request, context).auth.signOut({ scope })
  if (scope === 'global') {
    const path = error ? '/account/sign-in?problem=outage' : '/sign-in?changed=signed_out'
    return redirectWithSession(context, path)
  }
  // Auth away: supabase-js would keep the session, and the next person at this computer would find it.
  return redirectWithSession(context, safeNext(next, '/'), error ? forgetSession(request) : undefined)
}

function forgetSession(request: Request): Headers {
  const headers = new Headers()
  for (const { name } of parseCookieHeader(request.headers.get('Cookie') ?? ''))
    if (sessionCookie.test(name))
      headers.append('Set-Cookie', serializeCookieHeader(name, '', { path: '/', maxAge: 0 }))
  return headers
}
