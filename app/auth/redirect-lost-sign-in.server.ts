import { redirect } from '@remix-run/node'
import { toProblem } from '#app/auth/to-problem.server.ts'

/**
 * Where Auth no longer knows what a sign-in began with, or does not allow our callback's address, it sends the browser to the
 * front page: the sentence is on another.
 */
export function redirectLostSignIn(request: Request): void {
  const query = new URL(request.url).searchParams
  const [error, code] = [query.get('error'), query.get('error_code')]
  if (query.has('code')) {
    console.error(
      JSON.stringify({ level: 'error', event: 'callback_address_not_allowed', hint: 'Redirect URLs of Auth' }),
    )
    throw redirect('/sign-in?problem=refused')
  }
  if (error && code) throw redirect(`/sign-in?problem=${toProblem({ error, code })}`)
}
