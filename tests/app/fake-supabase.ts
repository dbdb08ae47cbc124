import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'

type Answer = { status?: number; body: unknown; headers?: Record<string, string> }
type Routes = Record<string, Answer | ((request: Request) => Answer | Promise<Answer>)>

export const siteUrl = 'https://lessons.example.com'

/** The variables that app/ reads when it is imported: import the code under test after this. */
export function stubWebEnv(): void {
  vi.stubEnv('SUPABASE_URL', 'http://supabase.test')
  vi.stubEnv('SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_x')
  vi.stubEnv('STRIPE_PUBLISHABLE_KEY', 'pk_x')
  vi.stubEnv('SITE_URL', siteUrl)
}

/** Answers supabase-js by "METHOD /path"; returns the requests that came, in order. Any other request fails the test. */
export function fakeSupabase(routes: Routes): Request[] {
  const requests: Request[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init)
    requests.push(request.clone())
    const route = routes[`${request.method} ${new URL(request.url).pathname}`]
    if (!route) throw new Error(`No answer for ${request.method} ${request.url}`)
    const { status = 200, body, headers } = typeof route === 'function' ? await route(request) : route
    return body === null ? new Response(null, { status, headers }) : Response.json(body, { status, headers })
  })
  return requests
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * What Auth answers to a sign-in; `expiresIn` below zero makes a token that has to be refreshed first, and one that is
 * `signedInAgo` more than 900 seconds is no fresh sign-in any more.
 */
export function buildSession(email = 'ana@example.com', expiresIn = 3600, signedInAgo = 0) {
  const user = {
    id: '8a1b0f5e-0000-4000-8000-00000000000a',
    email,
    aud: 'authenticated',
    app_metadata: {},
    user_metadata: {},
  }
  const expiresAt = Math.floor(Date.now() / 1000) + expiresIn
  const amr = [{ method: 'password', timestamp: Math.floor(Date.now() / 1000) - signedInAgo }]
  const claims = { sub: user.id, email, role: 'authenticated', aud: 'authenticated', exp: expiresAt, amr }
  return {
    access_token: `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJl`,
    refresh_token: randomUUID(),
    token_type: 'bearer',
    expires_in: expiresIn,
    expires_at: expiresAt,
    user,
  }
}

/** The cookie in which @supabase/ssr keeps a session. */
export function buildSessionCookie(session: object): string {
  return `sb-supabase-auth-token=base64-${encode(session)}`
}

export function buildRequest(path: string, options: { cookie?: string; form?: Record<string, string> } = {}): Request {
  const headers = new Headers(options.cookie ? { Cookie: options.cookie } : {})
  const post = options.form && { method: 'POST', body: new URLSearchParams(options.form) }
  return new Request(new URL(path, siteUrl), { headers, ...post })
}
