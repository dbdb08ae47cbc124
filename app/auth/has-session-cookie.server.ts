import { parseCookieHeader } from '@supabase/ssr'

/** The cookies of @supabase/ssr that hold a session, whole or in parts; not those of a way to a provider. */
export const sessionCookie = /^sb-.+-auth-token(\.\d+)?$/

/** Whether the browser believes that somebody is signed in. Proves nothing. */
export function hasSessionCookie(request: Request): boolean {
  return parseCookieHeader(request.headers.get('Cookie') ?? '').some(({ name }) => sessionCookie.test(name))
}
