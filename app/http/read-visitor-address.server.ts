import { isIP } from 'node:net'
import type { AppLoadContext } from '@remix-run/node'
import { env } from '#app/env.server.ts'

/**
 * The visitor's IP address: what the proxy in front of us says in the header that is configured, else the other end of the
 * socket; null when neither is an address. Of a list the last entry counts: the nearest proxy wrote it, and whatever a visitor
 * wrote into the header is before it.
 */
export function readVisitorAddress(request: Request, context: AppLoadContext): string | null {
  const header = env.TRUSTED_PROXY_HEADER
  const said = header ? request.headers.get(header)?.split(',').at(-1)?.trim() : context.visitorAddress
  return typeof said === 'string' && isIP(said) !== 0 ? said : null
}
