import type { AppLoadContext } from '@remix-run/node'
import { readClaims, type User } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { isFreshSignIn } from '#domain/fresh-sign-in.ts'

/**
 * The user who has proved a moment ago that it is them, or a thrown redirect to the page that asks for it and leads back to
 * `next`: by default to this page. For a borrowed phone and a forgotten session: what takes an account away is not for them.
 */
export async function requireFreshSignIn(request: Request, context: AppLoadContext, next?: string): Promise<User> {
  const user = await requireUser(request, context)
  if (await hasFreshSignIn(request, context)) return user
  const { pathname, search } = new URL(request.url)
  throw redirectWithSession(context, `/account/verify?next=${encodeURIComponent(next ?? pathname + search)}`)
}

/** Whether it would ask: for a page that can say so before the button is pressed. */
export async function hasFreshSignIn(request: Request, context: AppLoadContext): Promise<boolean> {
  const claims = await readClaims(request, context)
  return isFreshSignIn(claims?.amr, Math.floor(Date.now() / 1000))
}
