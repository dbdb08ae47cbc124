import type { AppLoadContext } from '@remix-run/node'
import { addSessionHeaders } from '#app/auth/add-session-headers.server.ts'
import { addSecurityHeaders } from '#app/http/add-security-headers.server.ts'

/** What every page and every data answer carries. */
export function finishAnswer(headers: Headers, context: AppLoadContext): void {
  addSessionHeaders(headers, context)
  addSecurityHeaders(headers)
}
