import { type AppLoadContext, redirect } from '@remix-run/node'
import { addSessionHeaders } from '#app/auth/add-session-headers.server.ts'

/** A redirect that carries the session's cookies: without them a sign-in would be lost on the way. */
export function redirectWithSession(context: AppLoadContext, url: string, headers = new Headers()): Response {
  addSessionHeaders(headers, context)
  return redirect(url, { headers })
}
