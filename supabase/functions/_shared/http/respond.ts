import { AppError, type AppErrorCode, appErrors } from '../domain/errors.ts'
import type { Log } from '../log.ts'

/** A JSON answer that no cache may keep: everything a function says is about one person. */
export function respond(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}

/** The one place where an error becomes an answer: a stable code and a sentence for the caller, the cause for the log. */
export function respondWithError(error: unknown, log: Log): Response {
  const code: AppErrorCode = error instanceof AppError ? error.code : 'internal'
  const { status, message } = appErrors[code]
  if (status >= 500) log.error('Request failed', error, { code })
  else log.info('Request refused', { code, cause: error instanceof Error ? causeOf(error) : undefined })
  return respond({ code, message }, status)
}

function causeOf(error: Error): string | undefined {
  return error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined
}
