import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody, readEmail } from './auth-repair.ts'

/** Supabase's type `email` means "whichever mail this code came with"; lite knows only the two kinds behind it. */
export function verifyEmailType({ keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/verify', keys)) return next()
    const body = await peekBody(c)
    if (body.type !== 'email') return next()

    const { repo } = c.var.authService
    const user =
      typeof body.token_hash === 'string'
        ? await repo.findUserByToken('confirmation_token', body.token_hash)
        : await repo.findUserByEmail(readEmail(body))
    const type = user && !user.confirmed_at ? 'signup' : 'magiclink'
    const headers = new Headers(c.req.raw.headers)
    headers.delete('content-length')
    c.req.raw = new Request(c.req.raw.url, { method: 'POST', headers, body: JSON.stringify({ ...body, type }) })
    return next()
  }
}
