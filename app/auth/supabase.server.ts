import type { AppLoadContext } from '@remix-run/node'
import { createServerClient, parseCookieHeader, serializeCookieHeader } from '@supabase/ssr'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '#app/database.types.ts'
import { env } from '#app/env.server.ts'
import { createAuthFetch } from '#app/http/relay-auth-calls.server.ts'

export type Supabase = SupabaseClient<Database>

export type RequestSession = { supabase: Supabase; headers: Headers }

/**
 * Keyed by the load context, which is one new object per HTTP request. Not by the Request: Remix hands every loader a copy
 * of it, and two clients would both refresh the same token (`stripIndexParam` in @remix-run/server-runtime/dist/data.js).
 */
const sessions = new WeakMap<AppLoadContext, RequestSession>()

/** The visitor's Supabase client: the same one for every loader and action of one HTTP request. */
export function getSupabase(request: Request, context: AppLoadContext): Supabase {
  const known = sessions.get(context)
  if (known) return known.supabase
  const session = openSessionApart(request, context)
  sessions.set(context, session)
  return session.supabase
}

/** Cookies that the session changed, with the headers that keep a cache from giving them to somebody else. */
export function getSessionHeaders(context: AppLoadContext): Headers {
  return sessions.get(context)?.headers ?? new Headers()
}

/** Puts a session that was opened apart in place of the visitor's; without this its cookies reach no browser. */
export function adoptSession(context: AppLoadContext, session: RequestSession): void {
  sessions.set(context, session)
}

/** A client that begins with the same cookies, and whose own stay with it: for a sign-in that may yet be refused. */
export function openSessionApart(request: Request, context: AppLoadContext): RequestSession {
  const headers = new Headers()
  const jar = new Map(parseCookieHeader(request.headers.get('Cookie') ?? '').map(({ name, value }) => [name, value]))

  const supabase = createServerClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: { path: '/', sameSite: 'lax', httpOnly: true, secure: env.SITE_URL.startsWith('https:') },
    global: { fetch: createAuthFetch(request, context) },
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value: value ?? '' })),
      setAll(cookies, cacheHeaders) {
        for (const { name, value, options } of cookies) {
          jar.set(name, value)
          headers.append('Set-Cookie', serializeCookieHeader(name, value, options))
        }
        for (const [name, value] of Object.entries(cacheHeaders)) headers.set(name, value)
      },
    },
  })
  return { supabase, headers }
}

/** For calls that belong to no session, such as asking for a mail: its links carry their own proof, so nothing is kept here. */
export function createStatelessAuth(request: Request, context: AppLoadContext): Supabase['auth'] {
  const auth = {
    flowType: 'implicit',
    persistSession: false,
    autoRefreshToken: false,
    detectSessionInUrl: false,
  } as const
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    auth,
    global: { fetch: createAuthFetch(request, context) },
  }).auth
}
