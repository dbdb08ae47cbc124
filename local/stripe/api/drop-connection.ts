import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

/** Not an answer: the connection goes away, and the caller cannot know whether the work was done. */
export class DroppedConnectionError extends Error {}

/** Under the Node server the socket is closed; without one (a direct `fetch`) the call itself fails. */
export function dropConnection(bindings: unknown): Response {
  const socket = (bindings as Partial<HttpBindings> | undefined)?.incoming?.socket
  if (!socket) throw new DroppedConnectionError('The simulated connection was dropped')
  socket.destroy()
  return RESPONSE_ALREADY_SENT
}
