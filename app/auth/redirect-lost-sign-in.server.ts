import { redirect } from '@remix-run/node'
import { toProblem } from '#app/auth/to-problem.server.ts'

/** Where Auth no longer knows what a sign-in began with, it sends the browser to the front page: the sentence is on another. */
export function redirectLostSignIn(request: Request): void {
  const query = new URL(request.url).searchParams
  const [error, code] = [query.get('error'), query.get('error_code')]
  if (error && code) throw redirect(`/sign-in?problem=${toProblem({ error, code })}`)
}
