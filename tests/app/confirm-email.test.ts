import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, siteUrl, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/auth.confirm.tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/auth.confirm.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const press = (form: Record<string, string>) =>
  route.action({
    request: buildRequest('/auth/confirm', { form: { token_hash: 'hash', ...form } }),
    context: {},
    params: {},
  })

describe('the link in the email', () => {
  it('changes nothing when it is opened: a mail scanner must not use it up', () => {
    const requests = fakeSupabase({})
    const request = buildRequest('/auth/confirm?token_hash=hash&type=email')
    expect(route.loader({ request, context: {}, params: {} })).toMatchObject({ tokenHash: 'hash', next: null })
    expect(requests).toHaveLength(0)
  })

  it.each([
    ['/account?tab=1', '/account?tab=1'],
    [`${siteUrl}/subscribe/premium?month=1`, '/subscribe/premium?month=1'],
    [siteUrl, null],
    [`${siteUrl}/`, null],
    ['https://evil.example/account', null],
    ['tandem://auth-callback', null],
    ['', ''],
  ])('leads to where the person was going on this site, and nowhere else: %s', (next, expected) => {
    const request = buildRequest(`/auth/confirm?token_hash=hash&type=email&next=${encodeURIComponent(next)}`)
    expect(route.loader({ request, context: {}, params: {} }).next).toBe(expected)
  })

  it('signs in when the button is pressed', async () => {
    const requests = fakeSupabase({ 'POST /auth/v1/verify': { body: buildSession() } })
    const response = (await press({ next: '/subscribe/premium' })) as Response
    expect(response.headers.get('Location')).toBe('/subscribe/premium')
    expect(response.headers.getSetCookie().join()).toContain('auth-token=base64-')
    expect(await requests[0]?.json()).toMatchObject({ token_hash: 'hash', type: 'email' })
  })

  it('does not lead to another site', async () => {
    fakeSupabase({ 'POST /auth/v1/verify': { body: buildSession() } })
    expect(((await press({ next: 'https://evil.example' })) as Response).headers.get('Location')).toBe('/account')
  })

  it('says that it is no longer valid', async () => {
    fakeSupabase({ 'POST /auth/v1/verify': { status: 403, body: { error_code: 'otp_expired', msg: 'expired' } } })
    expect(await press({})).toMatchObject({
      data: { message: expect.stringContaining('has been used') },
      init: { status: 400 },
    })
  })

  it.each(['email', 'recovery', 'email_change'])('passes on what it is for: %s', async (type) => {
    const requests = fakeSupabase({ 'POST /auth/v1/verify': { body: buildSession() } })
    await press({ type })
    expect(await requests[0]?.json()).toMatchObject({ type })
  })

  it.each([
    ['recovery', '/account/password'],
    ['email_change', '/account/sign-in?changed=email'],
  ])('%s leads to %s, whatever the link says', async (type, path) => {
    fakeSupabase({ 'POST /auth/v1/verify': { body: buildSession() } })
    expect(((await press({ type, next: '/lessons' })) as Response).headers.get('Location')).toBe(path)
  })

  it('the first of two addresses signs nobody in and asks for the other mail', async () => {
    fakeSupabase({ 'POST /auth/v1/verify': { body: { code: '200', msg: 'Confirmation link accepted.' } } })
    const response = (await press({ type: 'email_change' })) as Response
    expect([response.status, response.headers.get('Location')]).toEqual([
      303,
      '/auth/confirm?type=email_change&one-more',
    ])
    expect(response.headers.getSetCookie()).toEqual([])
    const request = buildRequest('/auth/confirm?type=email_change&one-more')
    expect(route.loader({ request, context: {}, params: {} })).toMatchObject({ isOneMore: true })
  })

  it('ends the session that it takes the place of', async () => {
    const session = buildSession()
    const requests = fakeSupabase({
      'POST /auth/v1/verify': { body: buildSession() },
      'POST /auth/v1/logout': { status: 204, body: null },
    })
    const request = buildRequest('/auth/confirm', {
      cookie: buildSessionCookie(session),
      form: { token_hash: 'hash', type: 'email', next: '/pricing' },
    })
    await route.action({ request, context: {}, params: {} })
    const ended = requests.find(({ url }) => url.includes('/logout?scope=local'))
    expect(ended?.headers.get('Authorization')).toBe(`Bearer ${session.access_token}`)
  })
})
