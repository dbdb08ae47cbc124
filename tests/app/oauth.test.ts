import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, siteUrl, stubWebEnv } from './fake-supabase.ts'

let start: typeof import('#app/routes/auth.start.$provider.ts')
let callback: typeof import('#app/routes/auth.callback.ts')
let startLinking: typeof import('#app/auth/start-linking.server.ts')['startLinking']
beforeAll(async () => {
  stubWebEnv()
  start = await import('#app/routes/auth.start.$provider.ts')
  callback = await import('#app/routes/auth.callback.ts')
  startLinking = (await import('#app/auth/start-linking.server.ts')).startLinking
})
afterEach(() => vi.unstubAllGlobals())

const appleAddress = 'https://appleid.apple.com/auth/authorize?state=x'
const open = { 'GET /auth/v1/authorize': { status: 302, body: null, headers: { Location: appleAddress } } }
const token = 'POST /auth/v1/token'
const kept = { 'POST /functions/v1/account/apple-token': { body: { kept: true } } }
const somebodyElse = { ...buildSession().user, id: '8a1b0f5e-0000-4000-8000-00000000000b' }

async function startAt(path: string, cookie = ''): Promise<Response> {
  const provider = /start\/([a-z]+)/.exec(path)?.[1]
  return start.loader({
    request: buildRequest(path, { cookie }),
    context: {},
    params: { provider },
  }) as Promise<Response>
}

/** What the browser keeps of an answer and sends with the next request, beside what it had. */
function keepCookies(response: Response, before = ''): string {
  const jar = new Map(before.split('; ').filter(Boolean).map(split))
  for (const line of response.headers.getSetCookie()) {
    const [name, value] = split(line.split(';')[0] ?? '')
    if (/Max-Age=0/.test(line)) jar.delete(name)
    else jar.set(name, value)
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

const split = (pair: string): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]

/** The way there: the cookies that the browser has then, and the id of the way that stands in Auth's address. */
async function leave(path: string, session?: object) {
  const requests = fakeSupabase({ ...open, 'GET /auth/v1/user': { body: buildSession().user } })
  const before = session ? buildSessionCookie(session) : ''
  const cookie = keepCookies(await startAt(path, before), before)
  const asked = requests.find(({ url }) => url.includes('/authorize'))
  const back = new URL(new URL(asked?.url ?? '').searchParams.get('redirect_to') ?? '')
  return { cookie, back }
}

async function comeBack(back: URL, query: string, cookie: string): Promise<Response> {
  const request = buildRequest(`${back.pathname}${back.search}&${query}`, { cookie })
  return callback.loader({ request, context: {}, params: {} })
}

describe('the way to Apple and Google', () => {
  it('goes straight to the provider’s page, with a challenge whose secret stays in a cookie', async () => {
    const requests = fakeSupabase(open)
    const response = await startAt('/auth/start/apple?next=/pricing')
    expect([response.status, response.headers.get('Location')]).toEqual([302, appleAddress])
    const asked = new URL(requests[0]?.url ?? '')
    expect(asked.searchParams.get('code_challenge_method')).toBe('s256')
    expect(asked.searchParams.get('redirect_to')).toMatch(new RegExp(`^${siteUrl}/auth/callback\\?flow=`))
    const cookies = response.headers.getSetCookie()
    expect(cookies.filter((cookie) => /code-verifier=base64-/.test(cookie)).length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Lax/)
    expect(response.headers.get('Cache-Control')).toContain('no-store')
  })

  it('lets people choose among their Google accounts', async () => {
    const requests = fakeSupabase(open)
    await startAt('/auth/start/google')
    expect(new URL(requests[0]?.url ?? '').searchParams.get('prompt')).toBe('select_account')
  })

  it.each([
    [{ status: 400, body: { code: 400, error_code: 'validation_failed', msg: 'raw' } }, 'not_offered'],
    [{ status: 503, body: {} }, 'outage'],
  ])('says it on the sign-in page when Auth refuses', async (answer, problem) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    fakeSupabase({ 'GET /auth/v1/authorize': answer })
    const response = await startAt('/auth/start/google?next=/pricing')
    expect(response.headers.get('Location')).toBe(`/sign-in?problem=${problem}&with=google&next=%2Fpricing`)
    logged.mockRestore()
  })

  it('knows no other provider', async () => {
    expect((await startAt('/auth/start/github')).headers.get('Location')).toBe('/sign-in')
  })

  it('asks a visitor to sign in before they can prove that they are still the same', async () => {
    fakeSupabase({})
    const response = await startAt('/auth/start/apple?verify&next=/account/delete').catch((thrown: Response) => thrown)
    expect(response.headers.get('Location')).toContain('/sign-in?next=')
  })
})

describe('the way back', () => {
  it('signs in, hands Apple’s token over, remembers the way, and forgets the cookies of the way', async () => {
    const { cookie, back } = await leave('/auth/start/apple?next=/pricing')
    const requests = fakeSupabase({
      [token]: { body: { ...buildSession(), provider_refresh_token: 'r.apple' } },
      ...kept,
    })
    const response = await comeBack(back, 'code=c1', cookie)
    expect(response.headers.get('Location')).toBe('/pricing')
    expect(await requests[0]?.json()).toMatchObject({
      auth_code: 'c1',
      code_verifier: expect.stringMatching(/^[0-9a-f]{112}$/),
    })
    expect(await requests.at(-1)?.json()).toEqual({ refresh_token: 'r.apple' })
    const after = keepCookies(response, cookie)
    expect(after).toMatch(/sb-supabase-auth-token=base64-/)
    expect(after).not.toMatch(/tandem-flow|-flow-[0-9a-f]+-code-verifier/)
    expect(after).toContain('tandem-last-method=')
    expect(response.headers.get('Cache-Control')).toContain('no-store')
  })

  it('signs in all the same when Apple’s token cannot be kept, and logs it', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { cookie, back } = await leave('/auth/start/apple')
    fakeSupabase({
      [token]: { body: { ...buildSession(), provider_refresh_token: 'r.apple' } },
      'POST /functions/v1/account/apple-token': { status: 500, body: { code: 'internal' } },
    })
    expect((await comeBack(back, 'code=c1', cookie)).headers.get('Location')).toBe('/account')
    expect(logged.mock.calls.join()).toContain('apple_token_not_kept')
    expect(logged.mock.calls.join()).not.toContain('r.apple')
    logged.mockRestore()
  })

  it('two ways at once keep their own secrets', async () => {
    const first = await leave('/auth/start/apple?next=/lessons')
    fakeSupabase(open)
    const second = await startAt('/auth/start/google?next=/pricing', first.cookie)
    const cookie = keepCookies(second, first.cookie)
    fakeSupabase({ [token]: { body: buildSession() } })
    expect((await comeBack(first.back, 'code=c1', cookie)).headers.get('Location')).toBe('/lessons')
  })

  it.each([
    ['error=user_cancelled_authorize', 'cancelled'],
    ['error=access_denied', 'cancelled'],
    ['error=access_denied&error_code=provider_email_needs_verification', 'email_not_verified'],
    ['error=access_denied&error_code=signup_disabled', 'closed'],
    ['error=access_denied&error_code=user_banned', 'banned'],
    ['error=invalid_request&error_code=flow_state_already_used', 'expired'],
  ])('%s is the sentence of “%s”, never Auth’s own words', async (query, problem) => {
    const { cookie, back } = await leave('/auth/start/apple?next=/pricing')
    fakeSupabase({})
    const response = await comeBack(back, `${query}&error_description=raw`, cookie)
    expect(response.headers.get('Location')).toBe(`/sign-in?problem=${problem}&with=apple&next=%2Fpricing`)
  })

  it('is of no use in another browser: nobody is signed in by somebody else’s link', async () => {
    const { back } = await leave('/auth/start/google')
    const requests = fakeSupabase({})
    const response = await comeBack(back, 'code=c1', '')
    expect(response.headers.get('Location')).toBe('/sign-in?problem=expired&next=%2Faccount')
    expect(requests).toHaveLength(0)
  })

  it('a code that Auth no longer takes is “please try again”', async () => {
    const { cookie, back } = await leave('/auth/start/google')
    fakeSupabase({ [token]: { status: 404, body: { error_code: 'flow_state_not_found', msg: 'raw' } } })
    const response = await comeBack(back, 'code=c1', cookie)
    expect(response.headers.get('Location')).toBe('/sign-in?problem=expired&with=google&next=%2Faccount')
  })

  it('who is signed in already and only comes back once more goes on', async () => {
    const session = buildSession()
    fakeSupabase({ 'GET /auth/v1/user': { body: session.user } })
    const request = buildRequest('/auth/callback?code=c1', { cookie: buildSessionCookie(session) })
    const response = await callback.loader({ request, context: {}, params: {} })
    expect(response.headers.get('Location')).toBe('/account')
  })

  it('never leads to another site', async () => {
    const { cookie, back } = await leave(`/auth/start/google?next=${encodeURIComponent('//evil.example')}`)
    fakeSupabase({ [token]: { body: buildSession() } })
    expect((await comeBack(back, 'code=c1', cookie)).headers.get('Location')).toBe('/account')
  })
})

describe('proving again that it is the same person', () => {
  const session = buildSession()
  const known = { 'GET /auth/v1/user': { body: session.user }, 'POST /auth/v1/logout': { status: 204, body: null } }

  it('puts the new session in place of the old one, which ends', async () => {
    const { cookie, back } = await leave('/auth/start/google?verify&next=/account/delete', session)
    const requests = fakeSupabase({ ...known, [token]: { body: buildSession() } })
    const response = await comeBack(back, 'code=c1', cookie)
    expect(response.headers.get('Location')).toBe('/account/delete')
    expect(response.headers.getSetCookie().join()).toContain('auth-token=base64-')
    const ended = requests.find(({ url }) => url.includes('/logout'))
    expect(ended?.headers.get('Authorization')).toBe(`Bearer ${session.access_token}`)
  })

  it('refuses another account: the new session ends, the old one stays', async () => {
    const { cookie, back } = await leave('/auth/start/google?verify&next=/account/delete', session)
    const theirs = { ...buildSession(), user: somebodyElse }
    const requests = fakeSupabase({ ...known, [token]: { body: theirs } })
    const response = await comeBack(back, 'code=c1', cookie)
    expect(response.headers.get('Location')).toBe(
      '/account/verify?problem=another_user&with=google&next=%2Faccount%2Fdelete',
    )
    expect(response.headers.getSetCookie().join()).not.toContain('auth-token=base64-')
    const ended = requests.find(({ url }) => url.includes('/logout'))
    expect(ended?.headers.get('Authorization')).toBe(`Bearer ${theirs.access_token}`)
  })
})

describe('connecting one more way', () => {
  const session = buildSession()
  const known = { 'GET /auth/v1/user': { body: session.user }, 'POST /auth/v1/logout': { status: 204, body: null } }
  const linking = 'GET /auth/v1/user/identities/authorize'

  async function leaveToLink() {
    const requests = fakeSupabase({ ...known, [linking]: { body: { url: appleAddress } } })
    const before = buildSessionCookie(session)
    const response = await startLinking('apple', buildRequest('/account/sign-in', { cookie: before, form: {} }), {})
    const asked = requests.find(({ url }) => url.includes('identities'))
    const back = new URL(new URL(asked?.url ?? '').searchParams.get('redirect_to') ?? '')
    return { response, cookie: keepCookies(response, before), back }
  }

  it('begins in the name of who is signed in, and ends on the page of sign-in and security', async () => {
    const { response, cookie, back } = await leaveToLink()
    expect(response.headers.get('Location')).toBe(appleAddress)
    fakeSupabase({ ...known, [token]: { body: buildSession() }, ...kept })
    expect((await comeBack(back, 'code=c1', cookie)).headers.get('Location')).toBe('/account/sign-in?linked=apple')
  })

  it.each([
    ['Identity is already linked to another user', 'identity_taken'],
    ['Identity is already linked', 'identity_yours'],
  ])('says whose the account at Apple is: %s', async (message, problem) => {
    const { cookie, back } = await leaveToLink()
    fakeSupabase(known)
    const query = new URLSearchParams({
      error: 'server_error',
      error_code: 'identity_already_exists',
      error_description: message,
    })
    const response = await comeBack(back, query.toString(), cookie)
    expect(response.headers.get('Location')).toBe(`/account/sign-in?problem=${problem}&with=apple`)
  })

  it('says that it is switched off', async () => {
    fakeSupabase({ ...known, [linking]: { status: 404, body: { error_code: 'manual_linking_disabled', msg: 'raw' } } })
    const request = buildRequest('/account/sign-in', { cookie: buildSessionCookie(session), form: {} })
    const response = await startLinking('google', request, {})
    expect(response.headers.get('Location')).toBe('/account/sign-in?problem=not_offered&with=google')
  })
})
