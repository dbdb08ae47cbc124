import type { Context, MiddlewareHandler } from 'hono'
import type { LiteAuthService } from '../lite-internals.ts'
import type { SupabaseConfig } from '../read-config.ts'
import type { ExternalSettings } from './external/external-provider.ts'

export type AuthEnv = {
  Variables: { authService: LiteAuthService }
  /** The other end of the socket; unknown where a test calls without one. */
  Bindings: { callerAddress?: string | undefined }
}
export type AuthRepair = MiddlewareHandler<AuthEnv>
export type AuthRepairOptions = {
  auth: SupabaseConfig['auth']
  apiUrl: string
  siteUrl: string
  /** The providers that answer on this machine; one that config.toml has and this has not is switched off. */
  external: { apple?: ExternalSettings; google?: ExternalSettings }
  keys: { publishable: string; secret: string; jwtSecret: string }
  /** Whether tries and mails are counted as config.toml says. */
  limitsRates?: boolean | undefined
}

/** Whether a request is this call and brings a key. Without one the answer is lite's own 401: it checks keys after us. */
export function isAuthCall(c: Context, method: string, path: string, keys: AuthRepairOptions['keys']): boolean {
  if (c.req.method !== method || c.req.path !== `/auth/v1${path}`) return false
  const key = c.req.header('apikey') ?? c.req.query('apikey')
  return key === keys.publishable || key === keys.secret
}

/** Reads a body and leaves it for lite, which reads it again; not JSON is an empty object, and lite says what is wrong. */
export async function peekBody(c: Context): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.raw
    .clone()
    .json()
    .catch(() => null)
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}

/** An e-mail address as Auth keeps it; empty when there is none. */
export function readEmail(body: Record<string, unknown>): string {
  return typeof body.email === 'string' ? body.email.toLowerCase() : ''
}

export function refuse(
  c: Context,
  status: 400 | 401 | 403 | 404 | 422 | 429 | 500,
  errorCode: string,
  message: string,
): Response {
  c.header('x-sb-error-code', errorCode)
  return c.json({ code: status, error_code: errorCode, msg: message }, status)
}
