import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildSession, buildSessionCookie, fakeSupabase, siteUrl, stubWebEnv } from './fake-supabase.ts'

const relaySecret = `relay-secret-${randomUUID()}`
const browser = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1'
/** Not as a browser begins: Supabase refuses a secret key to those. */
const named = browser.replace('Mozilla/5.0', 'tandem-web')
const passed = { 'x-auth-relay': 'passed' }

beforeEach(() => {
  vi.resetModules()
  stubWebEnv()
  vi.stubEnv('WEB_RELAY_SECRET', relaySecret)
})
afterEach(() => vi.unstubAllEnvs())

/** The Supabase client of a visitor with this address. */
async function openClient(
  headers: Record<string, string> = {},
  context: AppLoadContext = { visitorAddress: '203.0.113.7' },
) {
  const { getSupabase } = await import('#app/auth/supabase.server.ts')
  const request = new Request(`${siteUrl}/sign-in`, { headers: { 'User-Agent': browser, ...headers } })
  return getSupabase(request, context)
}

/** fakeSupabase, with answers that say whether the relay passed the call on. */
function fakeAnswers(answer: (path: string) => Response) {
  const requests: Request[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init)
    requests.push(request.clone())
    return answer(new URL(request.url).pathname)
  })
  return requests
}

const pathsOf = (requests: Request[]) => requests.map(({ url }) => new URL(url).pathname)
const relay = (path: string) => `/functions/v1/auth-relay${path}`
const signedIn = () => Response.json(buildSession(), { headers: passed })

describe('a visitor’s try at Auth', () => {
  it('takes the way through the relay, with the address, the browser and nobody’s session', async () => {
    const requests = fakeAnswers(signedIn)
    const client = await openClient()
    const { error } = await client.auth.signInWithPassword({ email: 'ana@example.com', password: 'correct horse' })
    expect(error).toBeNull()
    const [request] = requests
    expect(request?.url).toBe(`http://supabase.test${relay('/token')}?grant_type=password`)
    expect(request?.headers.get('x-relay-secret')).toBe(relaySecret)
    expect(request?.headers.get('x-visitor-address')).toBe('203.0.113.7')
    expect(request?.headers.get('user-agent')).toBe(named)
    expect(request?.headers.get('authorization')).toBeNull()
    expect(await request?.json()).toMatchObject({ email: 'ana@example.com' })
  })

  it.each([
    ['a code by mail', '/otp', (auth: Auth) => auth.signInWithOtp({ email: 'ana@example.com' })],
    ['a sign-up', '/signup', (auth: Auth) => auth.signUp({ email: 'ana@example.com', password: 'correct horse' })],
    [
      'a code that is typed',
      '/verify',
      (auth: Auth) => auth.verifyOtp({ email: 'a@example.com', token: '123456', type: 'email' }),
    ],
    ['a forgotten password', '/recover', (auth: Auth) => auth.resetPasswordForEmail('ana@example.com')],
    ['another mail', '/resend', (auth: Auth) => auth.resend({ type: 'signup', email: 'ana@example.com' })],
  ])('goes that way: %s', async (_what, path, act) => {
    const requests = fakeAnswers(signedIn)
    await act((await openClient()).auth)
    expect(pathsOf(requests)).toEqual([relay(path)])
  })

  it('says so when the visitor’s browser does not name itself', async () => {
    const requests = fakeAnswers(signedIn)
    await (await openClient({ 'User-Agent': '' })).auth.signInWithOtp({ email: 'ana@example.com' })
    expect(requests[0]?.headers.get('user-agent')).toBe('tandem-web')
  })

  it('goes that way when a session is renewed', async () => {
    const requests = fakeAnswers(signedIn)
    const client = await openClient({ Cookie: buildSessionCookie(buildSession('ana@example.com', -60)) })
    await client.auth.getSession()
    expect(pathsOf(requests)).toEqual([relay('/token')])
  })
})

type Auth = Awaited<ReturnType<typeof openClient>>['auth']

describe('a call goes straight to Supabase', () => {
  it('when it is not one of those that are counted: rows, functions, one’s own record', async () => {
    const session = buildSession()
    const requests = fakeAnswers(() => Response.json(session.user))
    const client = await openClient({ Cookie: buildSessionCookie(session) })
    await client.auth.getUser()
    await client.auth.updateUser({ data: { display_name: 'Ana' } })
    await client.from('plans').select('id')
    expect(new Set(pathsOf(requests))).toEqual(new Set(['/auth/v1/user', '/rest/v1/plans']))
    for (const request of requests) expect(request.headers.get('x-relay-secret')).toBeNull()
  })

  it('when there is no relay, and names the browser all the same', async () => {
    vi.stubEnv('WEB_RELAY_SECRET', '')
    const requests = fakeSupabase({ 'POST /auth/v1/otp': { body: {} } })
    await (await openClient()).auth.signInWithOtp({ email: 'ana@example.com' })
    expect(requests[0]?.headers.get('user-agent')).toBe(named)
    expect(requests[0]?.headers.get('x-visitor-address')).toBeNull()
  })

  it('when nobody knows the address', async () => {
    const requests = fakeSupabase({ 'POST /auth/v1/otp': { body: {} } })
    await (await openClient({}, {})).auth.signInWithOtp({ email: 'ana@example.com' })
    expect(requests[0]?.headers.get('x-relay-secret')).toBeNull()
  })

  it('when the relay refuses, so that a mistake in its settings locks nobody out; and the log says so', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const requests = fakeAnswers((path) =>
      path.startsWith('/functions')
        ? Response.json({ code: 'BOOT_ERROR' }, { status: 503 })
        : Response.json(buildSession()),
    )
    const client = await openClient()
    const { error } = await client.auth.signInWithPassword({ email: 'ana@example.com', password: 'correct horse' })
    expect(error).toBeNull()
    expect(pathsOf(requests)).toEqual([relay('/token'), '/auth/v1/token'])
    expect(requests[1]?.headers.get('x-relay-secret')).toBeNull()
    expect(log.mock.calls.flat()).toEqual(['{"level":"error","event":"auth_relay_refused","status":503}'])
  })

  it('never a second time, once Auth has got it: a 429 of Auth is the answer', async () => {
    const requests = fakeAnswers(() =>
      Response.json(
        { code: 'over_request_rate_limit', message: 'Request rate limit reached' },
        { status: 429, headers: passed },
      ),
    )
    const client = await openClient()
    const { error } = await client.auth.signInWithOtp({ email: 'ana@example.com' })
    expect(error?.status).toBe(429)
    expect(requests).toHaveLength(1)
  })

  it('where Auth asks for a captcha: a secret key would spare a robot the question', async () => {
    vi.stubEnv('TURNSTILE_SITE_KEY', 'site-key')
    const requests = fakeAnswers(signedIn)
    const { auth } = await openClient()
    await auth.signInWithOtp({ email: 'ana@example.com' })
    await auth.signInWithPassword({ email: 'ana@example.com', password: 'correct horse' })
    await auth.verifyOtp({ email: 'ana@example.com', token: '123456', type: 'email' })
    expect(pathsOf(requests)).toEqual(['/auth/v1/otp', '/auth/v1/token', relay('/verify')])
  })
})

describe('the visitor’s address', () => {
  async function read(headers: Record<string, string>, context: AppLoadContext) {
    const { readVisitorAddress } = await import('#app/http/read-visitor-address.server.ts')
    return readVisitorAddress(new Request(siteUrl, { headers }), context)
  }

  it('is the socket’s, whatever a visitor writes into headers', async () => {
    const headers = { 'X-Forwarded-For': '198.51.100.1', 'X-Real-IP': '198.51.100.1' }
    expect(await read(headers, { visitorAddress: '203.0.113.7' })).toBe('203.0.113.7')
  })

  it('is what the configured header of the proxy says, and not the proxy’s own', async () => {
    vi.stubEnv('TRUSTED_PROXY_HEADER', 'CF-Connecting-IP')
    expect(await read({ 'CF-Connecting-IP': '2001:db8::1' }, { visitorAddress: '10.0.0.1' })).toBe('2001:db8::1')
    expect(await read({}, { visitorAddress: '10.0.0.1' })).toBeNull()
  })

  it('is the last of a list: what stands before it, the visitor may have written', async () => {
    vi.stubEnv('TRUSTED_PROXY_HEADER', 'X-Forwarded-For')
    expect(await read({ 'X-Forwarded-For': '198.51.100.1, 203.0.113.7' }, {})).toBe('203.0.113.7')
  })

  it.each(['', 'unknown', '203.0.113.7:4711', '203.0.113.7\u00a0x', '<script>'])('is not "%s"', async (value) => {
    expect(await read({}, { visitorAddress: value })).toBeNull()
  })
})
