import { type AppLoadContext, redirect } from '@remix-run/node'
import { addSessionHeaders } from '#app/auth/add-session-headers.server.ts'

/** A redirect that carries the session's cookies: without them a sign-in would be lost on the way. */
export function redirectWithSession(context: AppLoadContext, url: string, headers = new Headers()): Response {
  addSessionHeaders(headers, context)
  return redirect(url, { headers })
}

/** The answer to a form that did its work: the browser comes with a GET, so that loading the page again sends nothing twice. */
export function redirectAfterPost(context: AppLoadContext, url: string): Response {
  const headers = new Headers()
  addSessionHeaders(headers, context)
  return redirect(url, { status: 303, headers })
}
