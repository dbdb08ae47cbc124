import { decodeJwt, SignJWT } from 'jose'
import type { LiteRepository } from '../lite-internals.ts'
import type { AuthRepair, AuthRepairOptions } from './auth-repair.ts'

const methods: Record<string, string> = { '/auth/v1/verify': 'otp', '/auth/v1/signup': 'password' }
// A code is only ever given by a provider here: our mails lead to a page of the website, which verifies a token.
const grants: Record<string, string> = { password: 'password', id_token: 'oauth', pkce: 'oauth' }

/** Supabase's access tokens say more than lite's: who issued them, the metadata, how the user signed in. */
export function completeToken({ apiUrl, keys }: AuthRepairOptions): AuthRepair {
  const secret = new TextEncoder().encode(keys.jwtSecret)
  return async (c, next) => {
    await next()
    if (c.req.method !== 'POST' || !/^\/auth\/v1\/(token|verify|signup)$/.test(c.req.path) || c.res.status !== 200)
      return
    const session = (await c.res.clone().json()) as { access_token?: string; user?: Record<string, unknown> }
    if (!session.access_token || !session.user) return

    const claims = decodeJwt(session.access_token)
    const method = grants[c.req.query('grant_type') ?? ''] ?? methods[c.req.path]
    const amr = await keepMethods(c.var.authService.repo, String(claims.session_id), method, claims.iat)
    const access_token = await new SignJWT({
      ...claims,
      iss: `${apiUrl}/auth/v1`,
      phone: '',
      app_metadata: session.user.app_metadata,
      user_metadata: session.user.user_metadata,
      aal: 'aal1',
      ...(amr ? { amr } : {}),
      is_anonymous: false,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(secret)
    const headers = new Headers(c.res.headers)
    headers.delete('content-length')
    c.res = undefined
    c.res = new Response(JSON.stringify({ ...session, access_token }), { status: 200, headers })
  }
}

/** How and when a session began, for as long as it lives: lite forgets it with the first refresh, so it is kept with the session. */
async function keepMethods(
  repo: LiteRepository,
  sessionId: string,
  method: string | undefined,
  timestamp: number | undefined,
): Promise<unknown> {
  if (!method) {
    const tag = (await repo.findSessionById(sessionId))?.tag
    return tag ? JSON.parse(tag) : null
  }
  const methods = [{ method, timestamp }]
  await repo
    .update('sessions')
    .set({ tag: JSON.stringify(methods) })
    .where('id', '=', sessionId)
    .execute()
  return methods
}
