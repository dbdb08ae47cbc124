import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { proxy } from 'hono/proxy'
import type { RestAndAuth } from './rest-and-auth.ts'

const exposedHeaders = [
  'content-range',
  'content-location',
  'preference-applied',
  'x-total-count',
  'x-supabase-api-version',
  'x-sb-error-code',
  'sb-error-code',
]

type Gateway = { fetch: (request: Request, bindings?: object) => Response | Promise<Response> }

/**
 * The one address that clients know, as on hosted projects. Only these three paths: lite has others (`/_system`) that would
 * tell anybody the database's password.
 */
export function createGateway(options: { restAndAuth: RestAndAuth; functionsUrl: string }): Gateway {
  const gateway = new Hono<{ Bindings: Partial<HttpBindings> }>()
  // Browsers of any origin may call it: access is by key and token, never by cookie.
  const allowBrowsers = cors({
    origin: '*',
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
    exposeHeaders: exposedHeaders,
    maxAge: 86400,
  })
  for (const path of ['/auth/v1/*', '/rest/v1/*']) {
    gateway.use(path, allowBrowsers)
    gateway.all(path, (c) => options.restAndAuth.fetch(c.req.raw, c.env?.incoming?.socket.remoteAddress))
  }
  // Functions answer their own preflights, as on the platform.
  gateway.all('/functions/v1/*', async (c) => {
    const { pathname, search } = new URL(c.req.url)
    try {
      return await proxy(`${options.functionsUrl}${pathname}${search}`, {
        raw: c.req.raw,
        headers: { ...c.req.header(), host: undefined },
      })
    } catch {
      c.header('access-control-allow-origin', '*')
      return c.json({ code: 'SERVICE_UNAVAILABLE', message: 'The functions are starting. Try again in a moment.' }, 503)
    }
  })
  gateway.notFound((c) => c.json({ message: 'no Route matched with those values' }, 404))
  return { fetch: gateway.fetch }
}
