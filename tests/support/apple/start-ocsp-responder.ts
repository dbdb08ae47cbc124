import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Gives the answer to a request; null hangs up, a number is the status of an answer without one. */
export type AnswerOcsp = (request: Uint8Array) => Promise<Uint8Array | number | null>

/** A responder on this machine with many faces, one at each path. */
export async function startOcspResponder() {
  const faces = new Map<string, AnswerOcsp>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    void answerWith(faces.get(request.url ?? ''), request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    /** Which paths were asked, one entry for each request. */
    asked,
    /** Has somebody answer at a path of their own; gives the address. */
    add(answer: AnswerOcsp): string {
      const path = `/${faces.size + 1}`
      faces.set(path, answer)
      return `http://127.0.0.1:${port}${path}`
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

async function answerWith(answer: AnswerOcsp | undefined, request: IncomingMessage, response: ServerResponse) {
  const isRight = request.method === 'POST' && request.headers['content-type'] === 'application/ocsp-request'
  const body = isRight && answer ? await answer(new Uint8Array(await buffer(request))) : 405
  if (body === null) return request.socket.destroy()
  if (typeof body === 'number') return response.writeHead(body).end()
  return response.writeHead(200, { 'content-type': 'application/ocsp-response', connection: 'close' }).end(body)
}
