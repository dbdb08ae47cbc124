import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export type ServedFetch = { url: string; close: () => Promise<void> }

/** Serves a fetch handler on a free port of this machine. */
export async function serveFetch(fetch: (request: Request) => Response | Promise<Response>): Promise<ServedFetch> {
  const server = createAdaptorServer({ fetch })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
