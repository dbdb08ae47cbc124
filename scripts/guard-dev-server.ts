import type { ServerResponse } from 'node:http'
import type { Connect, Plugin, ViteDevServer } from 'vite'

type Guard = (request: Request) => Request | Response

/** Does for Vite's server what server.ts does for the built one: guards every request, and says whose it is. */
export function guardDevServer(): Plugin {
  return {
    name: 'tandem-guard-dev-server',
    apply: 'serve',
    configureServer(server) {
      // Nobody stands in front of this server: the socket is the visitor.
      process.env.TRUSTED_PROXY_HEADER ||= 'x-visitor-address'
      server.middlewares.use((request, response, next) => {
        request.headers['x-visitor-address'] = request.socket.remoteAddress
        if (request.method === 'GET' || request.method === 'HEAD') return next()
        guard(server, request, response).then((isRefused) => isRefused || next(), next)
      })
    },
  }
}

async function guard(
  server: ViteDevServer,
  request: Connect.IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { guardRequest } = (await server.ssrLoadModule('/app/http/guard-request.server.ts')) as { guardRequest: Guard }
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
  const url = new URL(request.url ?? '/', 'http://localhost')
  const verdict = guardRequest(new Request(url, { method: request.method ?? 'GET', headers }))
  if (!(verdict instanceof Response)) {
    request.headers['x-forwarded-host'] = verdict.headers.get('x-forwarded-host') ?? undefined
    return false
  }
  response.writeHead(verdict.status, Object.fromEntries(verdict.headers)).end(await verdict.text())
  return true
}
