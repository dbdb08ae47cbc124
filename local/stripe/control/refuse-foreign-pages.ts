import type { MiddlewareHandler } from 'hono'

/** A page on another origin must not move our clock with a form; only the API itself is open to other origins. */
export const refuseForeignPages: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const isOwn = origin === undefined || origin === new URL(c.req.url).origin
  if (isRead || isOwn || c.req.path.startsWith('/v1/')) return next()
  return c.text('This page may only be used from its own address.', 403)
}
