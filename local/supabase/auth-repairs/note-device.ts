import { isIP } from 'node:net'
import { decodeJwt } from 'jose'
import type { AuthRepair, AuthRepairOptions } from './auth-repair.ts'
import { readCallerAddress } from './rate-limits/read-caller-address.ts'

/** Supabase Auth keeps with a session which browser or app it is of, and from where it was used last; lite keeps neither. */
export function noteDevice({ keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    await next()
    if (c.req.method !== 'POST' || !/^\/auth\/v1\/(token|verify|signup)$/.test(c.req.path) || c.res.status !== 200)
      return
    const { access_token } = (await c.res.clone().json()) as { access_token?: string }
    if (!access_token) return
    // An IPv4 address on a socket that takes both kinds.
    const ip = readCallerAddress(c, keys).replace(/^::ffff:/, '')
    await c.var.authService.repo
      .update('sessions')
      .set({ user_agent: c.req.header('user-agent') ?? null, ip: isIP(ip) === 0 ? null : ip })
      .where('id', '=', String(decodeJwt(access_token).session_id))
      .execute()
  }
}
