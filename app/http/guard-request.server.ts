import { env } from '#app/env.server.ts'
import { addSecurityHeaders } from '#app/http/add-security-headers.server.ts'
import { isForeignWrite } from '#app/http/is-foreign-write.ts'

/**
 * The one place that every action stands behind: refuses what another site makes a visitor's browser send here, with the
 * visitor's cookies. Gives back the answer, or the request to go on with.
 */
export function guardRequest(request: Request): Request | Response {
  if (isForeignWrite(request, env.SITE_URL)) return refuse(request)
  if (!request.headers.has('Origin')) return request
  // Remix compares the origin with the host that it sees, which behind a proxy may be an inner name; ours is compared already.
  const headers = new Headers(request.headers)
  headers.set('X-Forwarded-Host', new URL(env.SITE_URL).host)
  return new Request(request, { headers })
}

function refuse(request: Request): Response {
  const { pathname } = new URL(request.url)
  const from = request.headers.get('Origin')
  console.warn(JSON.stringify({ level: 'warn', event: 'foreign_write_refused', path: pathname, from }))
  const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8' })
  addSecurityHeaders(headers)
  return new Response(page, { status: 403, headers })
}

// No part of Remix: loaders must not run for it. `color-scheme` is all the style that it needs.
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>This did not come from our site · Tandem</title>
</head>
<body>
<main>
<h1>This did not come from our site</h1>
<p>Another site sent it in your name, so we did nothing with it. Nothing was changed and nothing was paid.</p>
<p>If you wanted to do this, do it on our own page: <a href="${new URL(env.SITE_URL).href}">${new URL(env.SITE_URL).host}</a>.</p>
</main>
</body>
</html>
`
