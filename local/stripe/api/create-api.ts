import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { browserEndpoints } from './browser-endpoints.ts'
import { DroppedConnectionError, dropConnection } from './drop-connection.ts'
import { endpoints } from './endpoints.ts'
import { type ApiDeps, type Operation, serveRequest } from './serve-request.ts'

/** `/v1`: what the SDK and Stripe.js call. */
export function createApi(deps: ApiDeps): Hono {
  const api = new Hono()
  api.use(
    '/v1/*',
    cors({
      origin: '*',
      allowHeaders: ['authorization', 'content-type', 'stripe-version'],
      exposeHeaders: ['request-id', 'stripe-rate-limited-reason'],
    }),
  )
  for (const [key, operation] of collectOperations()) {
    const [method = '', path = ''] = key.split(' ')
    api.on(method, path, (c) => serveRequest(deps, operation, c.req.raw, c.req.param('id') ?? ''))
  }
  api.all('/v1/*', (c) => {
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}). The simulator does not model it.`
    return c.json({ error: { type: 'invalid_request_error', message } }, 404)
  })
  api.onError((error, c) => {
    if (error instanceof DroppedConnectionError) return dropConnection(c.env)
    throw error
  })
  return api
}

function collectOperations(): Map<string, Operation> {
  const operations = new Map<string, Operation>()
  for (const server of endpoints) operations.set(`${server.method} ${server.path}`, { server, browser: null })
  for (const browser of browserEndpoints) {
    const key = `${browser.method} ${browser.path}`
    operations.set(key, { server: operations.get(key)?.server ?? null, browser })
  }
  return operations
}
