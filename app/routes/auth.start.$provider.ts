import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { isProvider } from '#app/auth/providers.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { startProvider } from '#app/auth/start-provider.server.ts'

/** A link, so that it works without JavaScript and leaves the page as a link does. Opening it twice only begins twice. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const { provider } = params
  if (!isProvider(provider)) return redirect('/sign-in')
  const next = safeNext(query.get('next'))
  if (!query.has('verify')) return startProvider({ provider, purpose: 'sign-in', next, userId: null }, request, context)

  const { id } = await requireUser(request, context)
  return startProvider({ provider, purpose: 'verify', next, userId: id }, request, context)
}
