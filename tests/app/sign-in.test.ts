import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

type Route = typeof import('#app/routes/sign-in.tsx')
let route: Route
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/sign-in.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const token = 'POST /auth/v1/token'
const form = { email: 'ana@example.com', password: 'correct horse', next: '/lessons' }
const post = (values: Record<string, string>) =>
  route.action({ request: buildRequest('/sign-in', { form: { ...form, ...values } }), context: {}, params: {} })

describe('signing in', () => {
  it('sets the session’s cookies on the redirect, for this site only and out of reach of scripts', async () => {
    fakeSupabase({ [token]: { body: buildSession() } })
    const response = (await post({})) as Response
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/lessons'])
    expect(response.headers.getSetCookie().find((cookie) => cookie.includes('auth-token=base64-'))).toMatch(
      /HttpOnly; Secure; SameSite=Lax/,
    )
  })

  it('forbids caches to keep the answer that carries the cookies', async () => {
    fakeSupabase({ [token]: { body: buildSession() } })
    expect(((await post({})) as Response).headers.get('Cache-Control')).toContain('no-store')
  })

  it('never redirects to another site', async () => {
    fakeSupabase({ [token]: { body: buildSession() } })
    expect(((await post({ next: '//evil.example' })) as Response).headers.get('Location')).toBe('/account')
  })

  it('says the same for a wrong password and an unknown address, and does not send the password back', async () => {
    fakeSupabase({
      [token]: { status: 400, body: { error_code: 'invalid_credentials', msg: 'Invalid login credentials' } },
    })
    const answer = JSON.stringify(await post({}))
    expect(answer).toContain('Email or password is not right.')
    expect(answer).not.toContain(form.password)
  })

  it('asks for the confirmation that is missing', async () => {
    fakeSupabase({ [token]: { status: 400, body: { error_code: 'email_not_confirmed', msg: 'Email not confirmed' } } })
    expect(((await post({})) as Response).headers.get('Location')).toBe('/check-mail')
  })

  it('hands the captcha’s answer to Auth, beside the password', async () => {
    const requests = fakeSupabase({ [token]: { body: buildSession() } })
    await post({ 'cf-turnstile-response': 'passed' })
    expect(await requests[0]?.json()).toMatchObject({ gotrue_meta_security: { captcha_token: 'passed' } })
  })

  it('ties a fault to its field without asking Auth', async () => {
    const requests = fakeSupabase({})
    expect(await post({ email: 'ana' })).toMatchObject({
      init: { status: 400 },
      data: { error: { email: [expect.stringContaining('such as')] } },
    })
    expect(requests).toHaveLength(0)
  })

  it('sends a signed-in visitor on', async () => {
    const session = buildSession()
    fakeSupabase({ 'GET /auth/v1/user': { body: session.user } })
    const request = buildRequest('/sign-in?next=/pricing', { cookie: buildSessionCookie(session) })
    const response = await route.loader({ request, context: {}, params: {} }).catch((thrown: Response) => thrown)
    expect((response as Response).headers.get('Location')).toBe('/pricing')
  })

  const load = (path: string, cookie?: string) =>
    route.loader({ request: buildRequest(path, { cookie }), context: {}, params: {} })

  it('says how the person signed in last time in this browser, and nothing about who it was', async () => {
    fakeSupabase({ [token]: { body: buildSession() } })
    const response = (await post({})) as Response
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith('tandem-last-method')) ?? ''
    expect(line).toMatch(/HttpOnly; Secure; SameSite=Lax/)
    const cookie = line.split(';')[0] ?? ''
    expect(Buffer.from(decodeURIComponent(cookie.split('=')[1] ?? ''), 'base64').toString()).toBe('"password"')
    expect(await load('/sign-in', cookie)).toMatchObject({ lastMethod: 'You signed in with your password last time.' })
    expect(await load('/sign-in')).toMatchObject({ lastMethod: null, method: 'password' })
  })

  it.each([
    ['problem=session_ended', 'Your session has ended. Please sign in again.'],
    ['problem=cancelled&with=apple', 'You stopped before Apple was done. Nothing has changed.'],
    ['changed=signed_out', 'You are signed out on every device.'],
  ])('%s is a sentence', async (query, text) => {
    expect(await load(`/sign-in?${query}`)).toMatchObject({ notice: { text } })
  })

  it.each(['problem=Buy%20now', 'problem=toString', 'changed=constructor', 'linked=github'])(
    'words that are not ours are not shown: %s',
    async (query) => {
      expect(await load(`/sign-in?${query}`)).toMatchObject({ notice: null })
    },
  )
})
