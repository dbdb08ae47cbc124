import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'

/** `bindings`: Node's own request and response, for who has to drop the connection. */
type Fetch = (request: Request, bindings?: object) => Response | Promise<Response>

export type OpenServer = {
  port: number
  /** Begins to answer; until then callers are told to try again. */
  attach: (fetch: Fetch) => void
  close: () => Promise<void>
}

/**
 * Takes a port at once, or the next free one: the parts must know each other's addresses before the first of them runs, and
 * a port that is only looked at may be gone when it is needed.
 */
export async function openServer(
  wanted: number,
  { hostname = '127.0.0.1', avoid = new Set<number>() }: { hostname?: string; avoid?: ReadonlySet<number> } = {},
): Promise<OpenServer> {
  let answer: Fetch = () => new Response('This part of Tandem is starting. Try again in a moment.', { status: 503 })
  for (let port = wanted; port < wanted + 200; port++) {
    if (port !== wanted && avoid.has(port)) continue
    const server = createAdaptorServer({ fetch: (request, bindings) => answer(request, bindings) }) as Server
    if (!(await listen(server, port, hostname))) continue
    return {
      port,
      attach: (fetch) => {
        answer = fetch
      },
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          // A browser keeps connections open: they would hold the process for minutes.
          server.closeAllConnections()
        }),
    }
  }
  throw new Error(`No free port was found from ${wanted} on.`)
}

function listen(server: Server, port: number, hostname: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    )
    server.listen(port, hostname, () => resolve(true))
  })
}
