import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { AuthEnv, AuthRepairOptions } from '../auth-repair.ts'

/**
 * Whose tries these are. A caller with a secret key may name somebody else's address, as on hosted projects with IP address
 * forwarding: https://supabase.com/docs/guides/auth/rate-limits. From anybody else the header means nothing.
 */
export function readCallerAddress(c: Context<AuthEnv>, keys: AuthRepairOptions['keys']): string {
  const named = c.req.header('sb-forwarded-for')?.split(',')[0]?.trim() ?? ''
  if (c.req.header('apikey') === keys.secret && isIP(named) !== 0) return named
  return c.env?.callerAddress ?? 'unknown'
}
