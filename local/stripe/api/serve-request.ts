import Stripe from 'stripe'
import { newId } from '../objects/new-id.ts'
import type { World } from '../world.ts'
import { type CheckedRequest, checkBrowserRequest, checkServerRequest } from './carry-out.ts'
import { DroppedConnectionError } from './drop-connection.ts'
import type { BrowserEndpoint, Endpoint, Params } from './endpoint.ts'
import { type Faults, failIfAsked } from './faults.ts'
import { claimIdempotencyKey, releaseIdempotencyKey, type StoredAnswer } from './idempotency.ts'
import { parseForm } from './parse-form.ts'
import { createSecretKeyRequiredError, type Keys, readKeyKind } from './read-key-kind.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'
import { type Answer, toErrorAnswer, toResponse } from './to-response.ts'

export type ApiDeps = {
  world: World
  keys: Keys
  faults: Faults
  /** Brings the account up to its clock. */
  beforeRequest(): void
  /** Keeps what was done and sends what there is to tell. */
  afterRequest(): void
  log?: (line: string) => void
}

/** The same path may serve the server, the browser, or both. */
export type Operation = { server: Endpoint | null; browser: BrowserEndpoint | null }

type Arrived = { request: Request; url: URL; params: Params; requestId: string; idempotencyKey: string | null }

/** From the request to the answer; whatever goes wrong becomes an answer in Stripe's shape. */
export async function serveRequest(
  deps: ApiDeps,
  operation: Operation,
  request: Request,
  id: string,
): Promise<Response> {
  const url = new URL(request.url)
  const requestId = newId('req', 14)
  const idempotencyKey = request.method === 'POST' ? request.headers.get('idempotency-key') : null
  let answer: Answer
  try {
    const body = await request.text()
    failIfAsked(deps.faults, 'before')
    deps.beforeRequest()
    const params = parseForm(request.method, url, request.headers.get('content-type'), body)
    answer = await answerRequest(deps, operation, { request, url, params, requestId, idempotencyKey }, id)
    failIfAsked(deps.faults, 'after')
  } catch (error) {
    if (error instanceof DroppedConnectionError) throw error
    answer = toErrorAnswer(error, requestId, deps.log)
  }
  return toResponse(deps.world, answer, requestId, idempotencyKey)
}

/** Key, version, idempotency, parameters, in Stripe's order: what is refused before the work is done is not remembered. */
async function answerRequest(deps: ApiDeps, operation: Operation, arrived: Arrived, id: string): Promise<Answer> {
  const { request, url, params, requestId, idempotencyKey } = arrived
  const kind = readKeyKind(request.headers.get('authorization'), deps.keys)
  requireVersion(request.headers.get('stripe-version'))
  const { state } = deps.world
  // Claimed with the parameters as they came: checking reads numbers out of them in place.
  const first =
    idempotencyKey && claimIdempotencyKey(state, idempotencyKey, { method: request.method, path: url.pathname, params })
  if (first) return { ...first, replayed: true }
  let checked: CheckedRequest
  try {
    checked = checkRequest(deps.world, operation, kind, params, id)
  } catch (error) {
    if (idempotencyKey) releaseIdempotencyKey(state, idempotencyKey)
    throw error
  }
  const answer = carryOut(deps, checked, requestId, idempotencyKey)
  if (deps.faults.answerDelayMs > 0) {
    deps.afterRequest()
    await new Promise((resolve) => setTimeout(resolve, deps.faults.answerDelayMs))
  }
  const claimed = idempotencyKey ? state.idempotentAnswers[idempotencyKey] : undefined
  if (claimed) claimed.answer = answer
  if (request.method !== 'GET') deps.afterRequest()
  return answer
}

function checkRequest(world: World, operation: Operation, kind: string, params: Params, id: string): CheckedRequest {
  if (kind === 'publishable') {
    if (!operation.browser) throw createSecretKeyRequiredError()
    return checkBrowserRequest(world, operation.browser, params, id)
  }
  if (!operation.server) throw createInvalidRequestError('This API call can only be made with a publishable API key.')
  return checkServerRequest(world, operation.server, params, id)
}

/** Synchronous from the first change to the last, so that no other request sees half of it. */
function carryOut(
  deps: ApiDeps,
  checked: CheckedRequest,
  requestId: string,
  idempotencyKey: string | null,
): StoredAnswer {
  deps.world.request = { id: requestId, idempotency_key: idempotencyKey }
  try {
    return { status: 200, body: JSON.stringify(checked.run()), requestId }
  } catch (error) {
    return toErrorAnswer(error, requestId, deps.log)
  } finally {
    deps.world.request = null
  }
}

function requireVersion(version: string | null): void {
  if (version === null || version === Stripe.API_VERSION) return
  throw createInvalidRequestError(
    `Invalid Stripe API version: ${version}. The simulator speaks ${Stripe.API_VERSION} only.`,
  )
}
