import { randomBytes } from 'node:crypto'
import { PassThrough } from 'node:stream'
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleDataRequestFunction,
  type HandleErrorFunction,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { finishAnswer } from '#app/http/finish-answer.server.ts'
import { NonceProvider } from '#app/http/nonce.ts'

// Called by whoever serves the build, before and after Remix, which has no place for it.
export { addSecurityHeaders } from '#app/http/add-security-headers.server.ts'
export { guardRequest } from '#app/http/guard-request.server.ts'

/** How long a page may wait for slow parts before it is sent without them. */
export const streamTimeout = 5_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  finishAnswer(headers, loadContext, nonce)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  // Crawlers get the whole page at once; people see the top of it while the rest is made.
  const sendAt = isbot(request.headers.get('User-Agent')) ? 'onAllReady' : 'onShellReady'

  return new Promise((resolve, reject) => {
    let isSent = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        [sendAt]() {
          isSent = true
          const body = new PassThrough()
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
          pipe(body)
        },
        onShellError: reject,
        onError(error) {
          // Before the first byte the error rejects the promise and is logged there.
          if (isSent && !request.signal.aborted) logError(error, request)
        },
      },
    )
    setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/** Navigations in the browser: the same headers as on a document. */
export const handleDataRequest: HandleDataRequestFunction = (response, { context }) => {
  finishAnswer(response.headers, context)
  return response
}

/** A visitor who closed the tab is not an error. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (!request.signal.aborted) logError(error, request)
}

function logError(error: unknown, request: Request): void {
  const { pathname } = new URL(request.url)
  console.error(
    JSON.stringify({
      level: 'error',
      event: 'request_failed',
      method: request.method,
      path: pathname,
      cause: describeCause(error),
    }),
  )
}

function describeCause(error: unknown): string {
  if (error instanceof Error) return error.stack ?? error.message
  return isRouteErrorResponse(error) ? `${error.status} ${error.data}` : String(error)
}
