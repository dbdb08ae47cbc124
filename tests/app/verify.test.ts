import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/account_.verify.tsx')
let requireFreshSignIn: typeof import('#app/auth/require-fresh-sign-in.server.ts')['requireFreshSignIn']
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/account_.verify.tsx')
  requireFreshSignIn = (await import('#app/auth/require-fresh-sign-in.server.ts')).requireFreshSignIn
})
afterEach(() => vi.unstubAllGlobals())

const old = buildSession('ana@example.com', 3600, 901)
const cookie = buildSessionCookie(old)
const somebodyElse = { ...old.user, id: '8a1b0f5e-0000-4000-8000-00000000000b' }
const known = { 'GET /auth/v1/user': { body: old.user }, 'POST /auth/v1/logout': { status: 204, body: null } }
const methods = {
  email: old.user.email,
  is_private_email: false,
  has_password: true,
  identities: [
    { id: '1', provider: 'google', email: null, created_at: null, last_sign_in_at: null },
    { id: '2', provider: 'email', email: null, created_at: null, last_sign_in_at: null },
  ],
}
const token = 'POST /auth/v1/token'

const open = (path: string, session: object = old) =>
  route
    .loader({ request: buildRequest(path, { cookie: buildSessionCookie(session) }), context: {}, params: {} })
    .catch((thrown: Response) => thrown)
const press = (form: Record<string, string>) =>
  route.action({
    request: buildRequest('/account/verify?next=/account/delete', {
      cookie,
      form: { next: '/account/delete', ...form },
    }),
    context: {},
    params: {},
  })

describe('what asks for a fresh sign-in', () => {
  const ask = (session: object, next?: string) =>
    requireFreshSignIn(buildRequest('/account/delete?a=1', { cookie: buildSessionCookie(session) }), {}, next).catch(
      (thrown: Response) => thrown,
    )

  it('lets a person through who has signed in a moment ago', async () => {
    fakeSupabase(known)
    expect(await ask(buildSession())).toMatchObject({ id: old.user.id })
  })

  it('sends others to prove it, and back', async () => {
    fakeSupabase(known)
    const response = (await ask(old)) as Response
    expect(response.headers.get('Location')).toBe('/account/verify?next=%2Faccount%2Fdelete%3Fa%3D1')
    const elsewhere = (await ask(old, '/account/sign-in')) as Response
    expect(elsewhere.headers.get('Location')).toBe('/account/verify?next=%2Faccount%2Fsign-in')
  })
})

describe('the page that asks who it is', () => {
  it('offers the ways that this account has', async () => {
    fakeSupabase({ ...known, 'POST /rest/v1/rpc/sign_in_methods': { body: methods } })
    expect(await open('/account/verify?next=/account/delete')).toMatchObject({
      next: '/account/delete',
      hasPassword: true,
      offered: ['google'],
      isCodeSent: false,
    })
  })

  it('leads on whose sign-in is fresh, and never to another site', async () => {
    fakeSupabase(known)
    const response = (await open('/account/verify?next=//evil.example', buildSession())) as Response
    expect(response.headers.get('Location')).toBe('/account')
  })

  it('says whose account it was that came back', async () => {
    fakeSupabase({ ...known, 'POST /rest/v1/rpc/sign_in_methods': { body: methods } })
    const page = await open('/account/verify?next=/account/delete&problem=another_user&with=google')
    expect(page).toMatchObject({ notice: { tone: 'bad', text: expect.stringContaining('another account') } })
  })
})

describe('proving it', () => {
  it('the password makes a new session in place of the old one', async () => {
    const requests = fakeSupabase({ ...known, [token]: { body: buildSession() } })
    const response = (await press({ intent: 'password', password: 'correct horse' })) as Response
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/account/delete'])
    expect(response.headers.getSetCookie().join()).toContain('auth-token=base64-')
    const asked = requests.find(({ url }) => url.includes('grant_type=password'))
    expect(await asked?.json()).toMatchObject({ email: old.user.email })
    expect(requests.some(({ url }) => url.includes('/logout'))).toBe(true)
  })

  it('a wrong password stays on the page and signs nobody out', async () => {
    fakeSupabase({ ...known, [token]: { status: 400, body: { error_code: 'invalid_credentials', msg: 'raw' } } })
    const answer = await press({ intent: 'password', password: 'wrong horse' })
    expect(answer).toMatchObject({
      init: { status: 400 },
      data: { password: { error: { password: ['This is not your password.'] } } },
    })
    expect(JSON.stringify(answer)).not.toContain('wrong horse')
  })

  it('a code goes to the address of the account alone, and makes no account', async () => {
    const requests = fakeSupabase({ ...known, 'POST /auth/v1/otp': { body: {} } })
    const response = (await press({ intent: 'send', email: 'stranger@example.com' })) as Response
    expect(response.headers.get('Location')).toBe('/account/verify?sent&next=%2Faccount%2Fdelete')
    expect(await requests.at(-1)?.json()).toMatchObject({ email: old.user.email, create_user: false })
  })

  it('says why no code is on its way', async () => {
    const refusal = { status: 429, body: { error_code: 'over_email_send_rate_limit', msg: 'raw' } }
    fakeSupabase({ ...known, 'POST /auth/v1/otp': refusal })
    expect(await press({ intent: 'send' })).toMatchObject({ data: { fault: expect.stringContaining('wait a minute') } })
  })

  it('the code leads on', async () => {
    const requests = fakeSupabase({ ...known, 'POST /auth/v1/verify': { body: buildSession() } })
    const response = (await press({ intent: 'confirm', code: '123 456' })) as Response
    expect(response.headers.get('Location')).toBe('/account/delete')
    const asked = requests.find(({ url }) => url.includes('/verify'))
    expect(await asked?.json()).toMatchObject({ email: old.user.email, token: '123456', type: 'email' })
  })

  it('a wrong code is said at its field', async () => {
    fakeSupabase({ ...known, 'POST /auth/v1/verify': { status: 403, body: { error_code: 'otp_expired', msg: 'raw' } } })
    expect(await press({ intent: 'confirm', code: '123456' })).toMatchObject({
      data: { code: { error: { code: [expect.stringContaining('not right')] } } },
    })
  })

  it('an address that has become somebody else’s proves nothing: the old session stays', async () => {
    fakeSupabase({ ...known, [token]: { body: { ...buildSession(), user: somebodyElse } } })
    const response = (await press({ intent: 'password', password: 'correct horse' })) as Response
    expect(response.headers.get('Location')).toContain('problem=another_user')
    expect(response.headers.getSetCookie().join()).not.toContain('auth-token=base64-')
  })

  it('a session that ended in the middle leads to the sign-in page and back here', async () => {
    fakeSupabase({ 'GET /auth/v1/user': { status: 403, body: { error_code: 'bad_jwt', msg: 'raw' } } })
    const response = (await press({ intent: 'password', password: 'x' }).catch((thrown) => thrown)) as Response
    expect(response.headers.get('Location')).toMatch(/^\/sign-in\?next=%2Faccount%2Fverify.*&problem=session_ended$/)
  })
})
