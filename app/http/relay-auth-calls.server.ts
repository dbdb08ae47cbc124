import type { AppLoadContext } from '@remix-run/node'
import { env } from '#app/env.server.ts'
import { fetchWithTimeout } from '#app/http/fetch-with-timeout.server.ts'
import { readVisitorAddress } from '#app/http/read-visitor-address.server.ts'

type Fetch = typeof fetch

/** What Auth counts by address, and the relay passes on (`supabase/functions/auth-relay`). */
const limitedPaths = new Set(['/signup', '/otp', '/token', '/verify', '/recover', '/resend'])

/** Where Auth asks for the captcha; a code, a link and a refresh need none. */
const captchaPaths = new Set(['/signup', '/otp', '/recover', '/resend'])

/** On every answer that Auth gave through the relay; the relay's own refusals lack it. */
const passedHeader = 'x-auth-relay'

/**
 * The `fetch` of a visitor's Supabase client. Auth counts tries by address, and would see only this server's: so these calls
 * take the way through `auth-relay`, which may name the visitor's. It also tells Auth the visitor's browser, by which the list
 * of sessions names them.
 */
export function createAuthFetch(request: Request, context: AppLoadContext): Fetch {
  return async (input, init) => {
    const path = input instanceof Request ? null : readAuthPath(new URL(input))
    if (input instanceof Request || path === null) return fetchWithTimeout(input, init)

    const headers = new Headers(init?.headers)
    headers.set('User-Agent', nameBrowser(request))
    const call = { ...init, headers }
    const address = mayTakeRelay(path, call) ? readVisitorAddress(request, context) : null
    const relayed = address && (await callRelay(path, call, address))
    return relayed || fetchWithTimeout(input, call)
  }
}

/**
 * The visitor's browser, without the word that all of them begin with: Supabase refuses a secret key to whoever begins so,
 * because such a key in a browser is a leak.
 */
function nameBrowser(request: Request): string {
  const said = request.headers.get('User-Agent') ?? ''
  return `tandem-web ${said.replace(/^\s*Mozilla\/[\d.]+\s*/i, '')}`.trim()
}

type Call = RequestInit & { headers: Headers }

/** The path within Auth, with its query; null for every other part of Supabase. */
function readAuthPath({ href }: URL): string | null {
  const base = `${supabaseUrl()}/auth/v1/`
  return href.startsWith(base) ? href.slice(base.length - 1) : null
}

function mayTakeRelay(path: string, { method, headers }: Call): boolean {
  if (!env.WEB_RELAY_SECRET || method !== 'POST') return false
  // A session stays out of it: beside a secret key nothing may act for a person.
  if (headers.get('Authorization') !== `Bearer ${env.SUPABASE_PUBLISHABLE_KEY}`) return false
  const { pathname, searchParams } = new URL(path, 'http://auth')
  if (!limitedPaths.has(pathname)) return false
  // Auth asks a caller with a secret key for no captcha: through the relay a robot would need none.
  const isGuarded = captchaPaths.has(pathname) || searchParams.get('grant_type') === 'password'
  return !(env.TURNSTILE_SITE_KEY && isGuarded)
}

/** null when the relay itself refused: nothing has reached Auth then, and the call may go there directly. */
async function callRelay(path: string, call: Call, address: string): Promise<Response | null> {
  const headers = new Headers(call.headers)
  headers.delete('Authorization')
  headers.set('X-Relay-Secret', env.WEB_RELAY_SECRET ?? '')
  headers.set('X-Visitor-Address', address)
  const answer = await fetchWithTimeout(`${supabaseUrl()}/functions/v1/auth-relay${path}`, { ...call, headers })
  if (answer.headers.has(passedHeader)) return answer
  await answer.body?.cancel()
  console.error(JSON.stringify({ level: 'error', event: 'auth_relay_refused', status: answer.status }))
  return null
}

function supabaseUrl(): string {
  return env.SUPABASE_URL.replace(/\/+$/, '')
}
