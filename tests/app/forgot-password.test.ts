import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

// Waits a second, so that a quick answer tells nothing: it has a test of its own below.
const evenly = vi.hoisted(() => vi.fn((answer: Promise<unknown>) => answer))
vi.mock('#app/auth/answer-evenly.server.ts', () => ({ answerEvenly: evenly }))

type Form = Record<string, string>
let routes: Record<'sign-up' | 'sign-in' | 'forgot-password', (request: Request) => Promise<unknown>>
let checkMail: typeof import('#app/routes/check-mail.tsx')
beforeAll(async () => {
  stubWebEnv()
  const [signUp, signIn, forgot] = await Promise.all([
    import('#app/routes/sign-up.tsx'),
    import('#app/routes/sign-in.tsx'),
    import('#app/routes/forgot-password.tsx'),
  ])
  const rest = { context: {}, params: {} }
  routes = {
    'sign-up': (request) => signUp.action({ request, ...rest }),
    'sign-in': (request) => signIn.action({ request, ...rest }),
    'forgot-password': (request) => forgot.action({ request, ...rest }),
  }
  checkMail = await import('#app/routes/check-mail.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const email = 'ana@example.com'
const post = (route: keyof typeof routes, form: Form = {}) =>
  routes[route](buildRequest(`/${route}`, { form: { intent: 'code', email, next: '/pricing', ...form } }))
const refuse = (status: number, code: string) => ({ status, body: { error_code: code, msg: 'raw' } })
const mails = {
  'sign-up': 'POST /auth/v1/otp',
  'sign-in': 'POST /auth/v1/otp',
  'forgot-password': 'POST /auth/v1/recover',
}

async function ask(route: keyof typeof routes) {
  fakeSupabase({ [mails[route]]: { body: {} } })
  const response = (await post(route)) as Response
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

describe('asking for a mail', () => {
  it.each(['sign-up', 'sign-in', 'forgot-password'] as const)('%s leads to the page for the code', async (route) => {
    fakeSupabase({ [mails[route]]: { body: {} } })
    const response = (await post(route)) as Response
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/check-mail'])
    expect(response.headers.getSetCookie().join()).toMatch(/^tandem-pending-code=.*HttpOnly; Secure; SameSite=Lax$/)
  })

  it('a sign-up makes the account and says where the link shall lead; no password goes along', async () => {
    const requests = fakeSupabase({ 'POST /auth/v1/otp': { body: {} } })
    await post('sign-up', { password: 'of a stranger' })
    const [request] = requests
    expect(new URL(request?.url ?? '').searchParams.get('redirect_to')).toBe('https://lessons.example.com/pricing')
    const body = await request?.text()
    expect(body).toContain('"create_user":true')
    expect(body).not.toContain('of a stranger')
  })

  it('signing in makes none', async () => {
    const requests = fakeSupabase({ 'POST /auth/v1/otp': { body: {} } })
    await post('sign-in')
    expect(await requests[0]?.json()).toMatchObject({ email, create_user: false })
  })

  it.each([
    ['sign-in', 'otp_disabled', 422],
    ['sign-in', 'over_email_send_rate_limit', 429],
    ['forgot-password', 'user_not_found', 404],
    ['forgot-password', 'over_email_send_rate_limit', 429],
  ] as const)(
    '%s answers the same when Auth says %s: it would tell who has an account',
    async (route, code, status) => {
      fakeSupabase({ [mails[route]]: refuse(status, code) })
      evenly.mockClear()
      const response = (await post(route)) as Response
      expect(response.headers.get('Location')).toBe('/check-mail')
      expect(evenly).toHaveBeenCalledOnce()
    },
  )

  it.each(['sign-up', 'sign-in', 'forgot-password'] as const)(
    '%s says when there are too many tries',
    async (route) => {
      fakeSupabase({ [mails[route]]: refuse(429, 'over_request_rate_limit') })
      expect(await post(route)).toMatchObject({
        data: { error: { '': ['Too many attempts. Please wait a few minutes.'] } },
      })
    },
  )

  it('says at the field what is no address, without asking Auth', async () => {
    const requests = fakeSupabase({})
    expect(await post('sign-up', { email: 'ana' })).toMatchObject({
      init: { status: 400 },
      data: { error: { email: [expect.stringContaining('such as')] } },
    })
    expect(requests).toHaveLength(0)
  })

  it.each(Object.entries(mails) as [keyof typeof routes, string][])(
    'on %s the captcha’s answer goes to Auth, which may refuse it',
    async (route, call) => {
      const requests = fakeSupabase({ [call]: refuse(400, 'captcha_failed') })
      const answer = await post(route, { 'cf-turnstile-response': 'passed' })
      expect(await requests[0]?.json()).toMatchObject({ gotrue_meta_security: { captcha_token: 'passed' } })
      expect(answer).toMatchObject({ data: { error: { '': [expect.stringContaining('are a person')] } } })
    },
  )
})

it('an answer comes no sooner than after a second, whatever Auth did', async () => {
  const { answerEvenly } = await vi.importActual<typeof import('#app/auth/answer-evenly.server.ts')>(
    '#app/auth/answer-evenly.server.ts',
  )
  const began = performance.now()
  expect(await answerEvenly(Promise.resolve('sent'))).toBe('sent')
  expect(performance.now() - began).toBeGreaterThan(990)
})

describe('the page for the code', () => {
  const press = (form: Form, cookie?: string) =>
    checkMail.action({ request: buildRequest('/check-mail', { form, cookie }), context: {}, params: {} })

  it('knows the address in the browser that asked, and asks for it in another', async () => {
    const cookie = await ask('sign-in')
    fakeSupabase({})
    const load = (known?: string) =>
      checkMail.loader({ request: buildRequest('/check-mail', { cookie: known }), context: {}, params: {} })
    expect((await load(cookie)).pending).toEqual({ email, next: '/pricing', kind: 'sign-in' })
    expect((await load()).pending).toBeNull()
  })

  it('the code signs in and leads where the person was going', async () => {
    const cookie = await ask('sign-up')
    const requests = fakeSupabase({ 'POST /auth/v1/verify': { body: buildSession() } })
    const response = (await press({ intent: 'confirm', email, code: '123456' }, cookie)) as Response
    expect(response.headers.get('Location')).toBe('/pricing')
    expect(await requests[0]?.json()).toMatchObject({ email, token: '123456', type: 'email' })
  })

  it('a code for a forgotten password leads to the new one, and from there on', async () => {
    const cookie = await ask('forgot-password')
    const requests = fakeSupabase({ 'POST /auth/v1/verify': { body: buildSession() } })
    const response = (await press({ intent: 'confirm', email, code: '123456' }, cookie)) as Response
    expect(response.headers.get('Location')).toBe('/account/password?first&next=%2Fpricing')
    expect(await requests[0]?.json()).toMatchObject({ type: 'recovery' })
  })

  it.each([
    [{ has_password: false }, '/account/password?first'],
    [{ has_password: true }, '/account'],
  ])('a first proof asks for a password only who has none: %o', async (methods, path) => {
    const now = new Date().toISOString()
    const session = buildSession()
    const user = { ...session.user, email_confirmed_at: now, last_sign_in_at: now }
    fakeSupabase({
      'POST /auth/v1/verify': { body: { ...session, user } },
      'POST /rest/v1/rpc/sign_in_methods': { body: { email, is_private_email: false, identities: [], ...methods } },
    })
    const response = (await press({ intent: 'confirm', email, code: '123456' })) as Response
    expect(response.headers.get('Location')).toBe(path)
  })

  it('a wrong or old code is said at its field', async () => {
    fakeSupabase({ 'POST /auth/v1/verify': refuse(403, 'otp_expired') })
    expect(await press({ intent: 'confirm', email, code: '123456' })).toMatchObject({
      init: { status: 400 },
      data: { confirm: { error: { code: [expect.stringContaining('not right')] } } },
    })
  })

  it('sends another mail of the same kind', async () => {
    const cookie = await ask('forgot-password')
    const requests = fakeSupabase({ 'POST /auth/v1/recover': { body: {} } })
    expect(await press({ intent: 'resend' }, cookie)).toMatchObject({ data: { resent: { tone: 'good' } } })
    expect(await requests[0]?.json()).toMatchObject({ email })
  })

  it('leads back to the beginning when it no longer knows for whom', async () => {
    fakeSupabase({})
    expect(((await press({ intent: 'resend' })) as Response).headers.get('Location')).toBe('/sign-in?method=code')
  })
})
