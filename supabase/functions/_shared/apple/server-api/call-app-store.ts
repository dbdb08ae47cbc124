import type { z } from 'zod'
import type { Environment } from '../../domain/subscription.ts'
import { refusalSchema } from './answer-schemas.ts'
import { AppStoreServerApiError } from './app-store-server-api-error.ts'

export type AppStoreRequest = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  query?: Record<string, string | null>
  body?: object
}

export type CallAppStore = <T>(environment: Environment, request: AppStoreRequest, schema: z.ZodType<T>) => Promise<T>

export type CallAppStoreConfig = {
  createToken: () => Promise<string>
  /** Where the simulator stands in for both of Apple's hosts; null for Apple. */
  apiUrl: string | null
  fetch: typeof fetch
  now: () => Date
  wait: (milliseconds: number) => Promise<void>
}

const hosts = {
  production: 'https://api.storekit.apple.com',
  sandbox: 'https://api.storekit-sandbox.apple.com',
} as const satisfies Record<Environment, string>

const timeoutMs = 10_000
const tries = 3
/** How long a request may stand still for Apple's rate limit; a longer pause is the caller's to plan. */
const longestPauseMs = 2000
/** Apple calls these retryable: account, app or transaction not found just now, and an error of its own. */
const retryableCodes = [4_040_002, 4_040_004, 4_040_006, 5_000_001]

/**
 * Makes the function that sends one request to the App Store Server API and reads its answer. Throws `AppStoreServerApiError`.
 * https://developer.apple.com/documentation/appstoreserverapi/identifying-rate-limits
 */
export function createCallAppStore(config: CallAppStoreConfig): CallAppStore {
  return async (environment, request, schema) => {
    for (let attempt = 1; ; attempt++) {
      const response = await send(environment, request, config)
      if (response.ok) return readAnswer(response, schema)
      const refusal = await readRefusal(response)
      const pauseMs =
        refusal.retryAt === null ? Number.POSITIVE_INFINITY : refusal.retryAt.getTime() - config.now().getTime()
      if (pauseMs > longestPauseMs || attempt === tries) throw refusal
      await config.wait(Math.max(pauseMs, 0))
    }
  }
}

async function send(environment: Environment, request: AppStoreRequest, config: CallAppStoreConfig): Promise<Response> {
  const url = new URL(request.path, config.apiUrl ?? hosts[environment])
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== null) url.searchParams.set(name, value)
  }
  const headers = new Headers({ authorization: `Bearer ${await config.createToken()}`, accept: 'application/json' })
  if (request.body) headers.set('content-type', 'application/json')
  try {
    return await config.fetch(url, {
      method: request.method,
      headers,
      body: request.body ? JSON.stringify(request.body) : null,
      // The token must go to no other host.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (cause) {
    throw new AppStoreServerApiError({ status: null, isRetryable: true }, { cause })
  }
}

async function readAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  try {
    const text = await response.text()
    return schema.parse(text === '' ? undefined : JSON.parse(text))
  } catch (cause) {
    // Broken off on its way, or of a shape that only a later version of ours will know.
    throw new AppStoreServerApiError({ status: response.status, isRetryable: true }, { cause })
  }
}

async function readRefusal(response: Response): Promise<AppStoreServerApiError> {
  const { status } = response
  const answer = refusalSchema.safeParse(await response.json().catch(() => null))
  const errorCode = answer.success ? answer.data.errorCode : null
  const isRetryable = status === 429 || status >= 500 || retryableCodes.includes(errorCode ?? 0)
  return new AppStoreServerApiError({ status, errorCode, isRetryable, retryAt: readRetryAfter(response) })
}

/** Apple gives the moment itself, in Unix milliseconds, where HTTP has a number of seconds. */
function readRetryAfter({ status, headers }: Response): Date | null {
  const moment = Number(headers.get('retry-after') ?? Number.NaN)
  return status === 429 && Number.isSafeInteger(moment) && moment > 0 ? new Date(moment) : null
}
