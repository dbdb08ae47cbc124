import type { AppLoadContext } from '@remix-run/node'
import { getSessionHeaders } from '#app/auth/supabase.server.ts'

/** Adds the session's changes to an answer. Safe to call twice on the same answer. */
export function addSessionHeaders(headers: Headers, context: AppLoadContext): void {
  const present = new Set(headers.getSetCookie())
  for (const [name, value] of getSessionHeaders(context)) {
    if (name !== 'set-cookie') headers.set(name, value)
    else if (!present.has(value)) headers.append(name, value)
  }
}
