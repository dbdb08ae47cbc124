import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

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
    expect(route.loader({ request, context: {}, params: {} })).toEqual({ tokenHash: 'hash', next: null })
    expect(requests).toHaveLength(0)
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
      data: { message: expect.stringContaining('no longer valid') },
      init: { status: 400 },
    })
  })
})
