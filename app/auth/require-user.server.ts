import type { AppLoadContext } from '@remix-run/node'
import { hasSessionCookie } from '#app/auth/has-session-cookie.server.ts'
import { readUser, type User } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'

/** The signed-in user, or a thrown redirect to the sign-in page that leads back here. */
export async function requireUser(request: Request, context: AppLoadContext): Promise<User> {
  const user = await readUser(request, context)
  if (user) return user
  const { pathname, search } = new URL(request.url)
  // Who was signed in until now is told why the page asks again; a visitor is not.
  const problem = hasSessionCookie(request) ? '&problem=session_ended' : ''
  throw redirectWithSession(context, `/sign-in?next=${encodeURIComponent(pathname + search)}${problem}`)
}
