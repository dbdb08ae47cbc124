import type { LiteRepository } from '../lite-internals.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody } from './auth-repair.ts'

/**
 * A refresh token that comes again: Supabase Auth gives the living one to whoever asks within `refresh_token_reuse_interval`,
 * because an app may have lost the answer, or asked twice at once. lite does so for the last token only, and two requests
 * at once make two living tokens, of which the next reuse ends both: the person would be signed out for nothing.
 */
export function refreshInTurn({ auth: settings, keys }: AuthRepairOptions): AuthRepair {
  let turn: Promise<unknown> = Promise.resolve()
  return (c, next) => {
    if (!isAuthCall(c, 'POST', '/token', keys) || c.req.query('grant_type') !== 'refresh_token') return next()
    const mine = turn.then(async () => {
      const body = await peekBody(c)
      const forgiven = await forgive(c.var.authService.repo, body.refresh_token, settings.refresh_token_reuse_interval)
      if (forgiven) {
        const headers = new Headers(c.req.raw.headers)
        headers.delete('content-length')
        const changed = JSON.stringify({ ...body, refresh_token: forgiven })
        c.req.raw = new Request(c.req.raw.url, { method: 'POST', headers, body: changed })
      }
      await next()
    })
    turn = mine.catch(() => {})
    return mine
  }
}

/** The token before the living one, for which lite gives that; null when the one that came needs no forgiving, or has none. */
async function forgive(repo: LiteRepository, token: unknown, intervalSeconds: number): Promise<string | null> {
  const used = typeof token === 'string' ? await repo.findRefreshToken(token) : null
  if (!used?.revoked || !used.session_id) return null
  if (Date.now() - new Date(used.updated_at).getTime() > intervalSeconds * 1000) return null
  const family = await repo.findRefreshTokensBySession(used.session_id)
  const before = family.find(({ revoked }) => !revoked)?.parent
  return before && before !== used.token ? before : null
}
