import type { AppLoadContext } from '@remix-run/node'
import { addSessionHeaders } from '#app/auth/add-session-headers.server.ts'
import { addSecurityHeaders } from '#app/http/add-security-headers.server.ts'

/** What every page and every data answer carries; only a page has a nonce. */
export function finishAnswer(headers: Headers, context: AppLoadContext, nonce?: string): void {
  addSessionHeaders(headers, context)
  addSecurityHeaders(headers, nonce)
}
