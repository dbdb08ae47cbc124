import { createHash } from 'node:crypto'

export type LogFields = Record<string, string | number | boolean | null | undefined>

export type Log = {
  info(message: string, fields?: LogFields): void
  error(message: string, cause: unknown, fields?: LogFields): void
}

/**
 * Writes one JSON line per entry. Never pass a payload, a token or an e-mail address; pass ids through `hashId`,
 * so that a line can be matched with a row by who has the row, and by nobody else.
 */
export function createLog(functionName: string, write: (line: string) => void = console.log): Log {
  const line = (level: string, message: string, fields: LogFields) =>
    write(JSON.stringify({ level, function: functionName, message, ...fields }))
  return {
    info: (message, fields = {}) => line('info', message, fields),
    error: (message, cause, fields = {}) => line('error', message, { ...fields, cause: describeCause(cause) }),
  }
}

/** A short, stable stand-in for an id in the log. */
export function hashId(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 12)
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const inner = cause.cause === undefined ? '' : ` <- ${describeCause(cause.cause)}`
  return `${cause.name}: ${cause.message}${inner}`
}
