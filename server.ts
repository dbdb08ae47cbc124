import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { createGzip, constants as zlib } from 'node:zlib'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'

const port = Number(process.env.PORT || 3000)
// Only this machine, unless told otherwise: a server that nobody put a proxy in front of must not be open by accident.
// In a container set HOST=0.0.0.0.
const hostname = process.env.HOST || 'localhost'
const clientDir = path.relative(process.cwd(), path.join(import.meta.dirname, 'build', 'client'))
const oneHour = 'public, max-age=3600'
const forEver = 'public, max-age=31536000, immutable'

type Bindings = { Bindings: HttpBindings }

/** What app/entry.server.tsx has beside Remix's own exports. */
type Guards = {
  guardRequest: (request: Request) => Request | Response
  addSecurityHeaders: (headers: Headers) => void
}

/** The production web server: files from build/client, everything else by Remix. */
async function createWebApp(): Promise<Hono<Bindings>> {
  const build = await loadBuild()
  const handle = createRequestHandler(build, 'production')
  const guards = build.entry.module as unknown as Guards
  const app = new Hono<Bindings>()
  app.get('/healthz', (c) => c.text('ok'))
  app.use('*', neverGuessTypes)
  // Vite puts a hash of the content in these names: a changed file is another file.
  app.use(
    '/assets/*',
    compress(),
    serveStatic({ root: clientDir, onFound: (_file, c) => c.header('cache-control', forEver) }),
  )
  app.get('/assets/*', (c) => c.text('Not found', 404))
  app.use('*', serveFiles)
  app.all('*', async (c) => {
    const guarded = guards.guardRequest(c.req.raw)
    if (guarded instanceof Response) return guarded
    const answer = await handle(guarded, { visitorAddress: c.env.incoming.socket.remoteAddress })
    // Redirects, and routes without a page, do not pass the place where pages get theirs.
    if (answer.headers.has('content-security-policy')) return compressPage(c, answer)
    const headers = new Headers(answer.headers)
    guards.addSecurityHeaders(headers)
    return compressPage(c, new Response(answer.body, { status: answer.status, headers }))
  })
  return app
}

/** A file must not be run as a script because its first bytes look like one. */
const neverGuessTypes: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('x-content-type-options', 'nosniff')
}

const serveFiles = serveStatic({ root: clientDir, onFound: (_file, c) => c.header('cache-control', oneHour) })

async function loadBuild(): Promise<ServerBuild> {
  const file = path.join(import.meta.dirname, 'build', 'server', 'index.js')
  if (!existsSync(file)) throw new Error('The web is not built yet: run `npm run build` first.')
  return (await import(file)) as ServerBuild
}

/** Compresses a page as it is streamed: each part that Remix sends is passed on at once, which hono/compress would hold back. */
function compressPage(c: Context, response: Response): Response {
  const isText = /^(text\/|application\/json|text\/x-script)/.test(response.headers.get('content-type') ?? '')
  const isAccepted = c.req.header('accept-encoding')?.includes('gzip')
  if (!response.body || !isText || !isAccepted || response.headers.has('content-encoding')) return response

  const gzip = Readable.fromWeb(response.body as never).pipe(createGzip({ flush: zlib.Z_SYNC_FLUSH }))
  const headers = new Headers(response.headers)
  headers.set('content-encoding', 'gzip')
  headers.append('vary', 'accept-encoding')
  headers.delete('content-length')
  return new Response(Readable.toWeb(gzip) as ReadableStream, { status: response.status, headers })
}

/** Lets the pages that are being sent end; a second wait would hold up a deployment. */
function stopOnSignal(server: Server): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0))
      server.closeIdleConnections()
      setTimeout(() => process.exit(0), 10_000).unref()
    })
  }
}

try {
  const server = createAdaptorServer({ fetch: (await createWebApp()).fetch }) as Server
  server.listen(port, hostname, () => console.log(`The web is listening on http://${hostname}:${port}`))
  stopOnSignal(server)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
