import Stripe from 'stripe'
import { readNow, type World } from '../world.ts'
import type { StoredAnswer } from './idempotency.ts'
import { StripeApiError } from './stripe-api-error.ts'

export type Answer = StoredAnswer & { replayed?: boolean }

/** The headers tell the account's own time: a reader orders what it read by `Date`. */
export function toResponse(world: World, answer: Answer, requestId: string, idempotencyKey: string | null): Response {
  const headers = new Headers({
    ...answer.headers,
    'content-type': 'application/json',
    date: new Date(readNow(world) * 1000).toUTCString(),
    'request-id': requestId,
    'stripe-version': Stripe.API_VERSION,
  })
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey)
  if (answer.replayed) {
    headers.set('idempotent-replayed', 'true')
    headers.set('original-request', answer.requestId)
  }
  return new Response(answer.body, { status: answer.status, headers })
}

export function toErrorAnswer(error: unknown, requestId: string, log?: (line: string) => void): StoredAnswer {
  if (error instanceof StripeApiError) {
    return { status: error.status, body: JSON.stringify({ error: error.body }), requestId, headers: error.headers }
  }
  // A fault of the simulator itself: say so loudly, it must not look like a decline.
  const message = error instanceof Error ? error.message : String(error)
  log?.(`stripe ${requestId} failed: ${error instanceof Error ? error.stack : message}`)
  return { status: 500, body: JSON.stringify({ error: { type: 'api_error', message } }), requestId }
}
