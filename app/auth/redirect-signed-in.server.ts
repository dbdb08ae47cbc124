import type { AppLoadContext } from '@remix-run/node'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'

/** Sends a signed-in visitor of the sign-in pages on; returns the `next` that the forms hand along. */
export async function redirectSignedIn(request: Request, context: AppLoadContext): Promise<string> {
  const next = safeNext(new URL(request.url).searchParams.get('next'))
  if (await readUser(request, context)) throw redirectWithSession(context, next)
  return next
}
