import type { Context } from 'hono'
import type { AuthRepair } from './auth-repair.ts'

const header = 'x-supabase-api-version'
const version = '2024-01-01'

/**
 * Clients name the version of the API that they know. From this one on a refusal is `{ code: "otp_expired", message }`, and the
 * version comes back. lite knows only the older form, whose `code` is a number, and supabase-swift can read nothing of that:
 * the app would say "unexpected error" whatever was wrong.
 */
export function answerByApiVersion(): AuthRepair {
  return async (c, next) => {
    await next()
    const asked = c.req.header(header) ?? ''
    if (!c.req.path.startsWith('/auth/v1/') || c.res.status < 400 || !isSinceVersion(asked)) return
    const body = await readJson(c.res)
    if (!body) return
    const headers = new Headers(c.res.headers)
    headers.delete('content-length')
    headers.set(header, version)
    replaceAnswer(c, JSON.stringify(toNewForm(body)), headers)
  }
}

function isSinceVersion(asked: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked >= version
}

async function readJson(answer: Response): Promise<Record<string, unknown> | null> {
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null)
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null
}

/** What is answered in the words of OAuth stays as it is. */
function toNewForm(body: Record<string, unknown>): Record<string, unknown> {
  if (typeof body.error_code !== 'string') return body
  const reasons = body.weak_password ? { weak_password: body.weak_password } : {}
  return { code: body.error_code, message: body.msg, ...reasons }
}

/** Hono keeps the headers of an answer that is replaced, unless it is taken away first. */
function replaceAnswer(c: Context, body: string, headers: Headers): void {
  const { status } = c.res
  c.res = undefined
  c.res = new Response(body, { status, headers })
}
