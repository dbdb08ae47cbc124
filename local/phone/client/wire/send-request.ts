import { ApiError, OfflineError } from './api-error.ts'
import type { WireRequest } from './wire-request.ts'

export type Send = (request: WireRequest) => Promise<unknown>

/** No request leaves a phone that is offline. */
export function createSend(isOffline: () => boolean): Send {
  return async (request) => {
    if (isOffline()) throw new OfflineError()
    return sendRequest(request)
  }
}

/** The answer's JSON (null when it is empty); ApiError when it is a refusal, OfflineError when there is none. */
export async function sendRequest({ url, ...request }: WireRequest): Promise<unknown> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, { ...request, cache: 'no-store' })
    text = await response.text()
  } catch (error) {
    throw new OfflineError(undefined, { cause: error })
  }
  const json = parseJson(text)
  if (!response.ok) throw toApiError(response.status, json)
  return json
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Auth, REST, functions and the App Store word their refusals differently; code and sentence are in all of them. */
function toApiError(status: number, json: unknown): ApiError {
  const body = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  const code = [body.error_code, body.code, body.error].find((one) => typeof one === 'string')
  const message = [body.message, body.msg, body.error_description].find((one) => typeof one === 'string')
  return new ApiError(status, String(code ?? 'unknown'), String(message ?? 'Something went wrong. Please try again.'))
}
