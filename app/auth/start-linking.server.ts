import type { AppLoadContext } from '@remix-run/node'
import type { Provider } from '#app/auth/providers.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { startProvider } from '#app/auth/start-provider.server.ts'

/**
 * The redirect with which a signed-in person adds one more way to sign in. It comes back by `/auth/callback` to
 * `/account/sign-in`, with what became of it in the address (`readNotice`). A fresh sign-in is the caller's to ask for.
 */
export async function startLinking(provider: Provider, request: Request, context: AppLoadContext): Promise<Response> {
  const { id } = await requireUser(request, context)
  return startProvider({ provider, purpose: 'link', next: '/account/sign-in', userId: id }, request, context)
}
