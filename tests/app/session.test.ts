import type { AppLoadContext } from '@remix-run/node'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let requireUser: typeof import('#app/auth/require-user.server.ts')['requireUser']
let addSessionHeaders: typeof import('#app/auth/add-session-headers.server.ts')['addSessionHeaders']
beforeAll(async () => {
  stubWebEnv()
  requireUser = (await import('#app/auth/require-user.server.ts')).requireUser
  addSessionHeaders = (await import('#app/auth/add-session-headers.server.ts')).addSessionHeaders
})
afterEach(() => vi.unstubAllGlobals())

const user = 'GET /auth/v1/user'
const ask = (context: AppLoadContext, cookie?: string) =>
  requireUser(buildRequest('/account?tab=1', { cookie }), context).catch((thrown) => thrown)

describe('a page that needs a user', () => {
  it('sends a visitor to the sign-in page and back, without asking Auth', async () => {
    const requests = fakeSupabase({})
    const response: Response = await ask({})
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/sign-in?next=%2Faccount%3Ftab%3D1'])
    expect(requests).toHaveLength(0)
  })

  it('tells who was signed in until now that the session has ended', async () => {
    fakeSupabase({ [user]: { status: 403, body: { error_code: 'session_not_found', msg: 'gone' } } })
    const response: Response = await ask({}, buildSessionCookie(buildSession()))
    expect(response.headers.get('Location')).toBe('/sign-in?next=%2Faccount%3Ftab%3D1&problem=session_ended')
  })

  it('does not believe a cookie whose token Auth refuses', async () => {
    fakeSupabase({ [user]: { status: 403, body: { error_code: 'bad_jwt', msg: 'invalid JWT' } } })
    expect((await ask({}, buildSessionCookie(buildSession()))).status).toBe(302)
  })

  it('knows the user whose token Auth accepts', async () => {
    const session = buildSession()
    fakeSupabase({ [user]: { body: session.user } })
    expect(await ask({}, buildSessionCookie(session))).toEqual({ id: session.user.id, email: session.user.email })
  })

  it('says that sign-in is away instead of signing the user out', async () => {
    fakeSupabase({ [user]: { status: 503, body: {} } })
    expect(await ask({}, buildSessionCookie(buildSession()))).toMatchObject({ init: { status: 503 } })
  })
})

describe('the loaders of one HTTP request', () => {
  it('ask Auth once, although each gets a Request of its own', async () => {
    const session = buildSession()
    const requests = fakeSupabase({ [user]: { body: session.user } })
    const [context, cookie] = [{}, buildSessionCookie(session)]
    await Promise.all([ask(context, cookie), ask(context, cookie), ask(context, cookie)])
    expect(requests).toHaveLength(1)
  })

  it('refresh a token that has expired once, and carry the new one on every answer', async () => {
    const fresh = buildSession()
    const requests = fakeSupabase({ 'POST /auth/v1/token': { body: fresh }, [user]: { body: fresh.user } })
    const [context, cookie] = [{}, buildSessionCookie(buildSession('ana@example.com', -10))]
    await Promise.all([ask(context, cookie), ask(context, cookie)])
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1)

    const headers = new Headers()
    addSessionHeaders(headers, context)
    addSessionHeaders(headers, context)
    expect(headers.getSetCookie()).toHaveLength(1)
    expect(headers.get('Cache-Control')).toContain('no-store')
  })

  it('do not share a session with the next request', async () => {
    const session = buildSession()
    fakeSupabase({ [user]: { body: session.user } })
    await ask({}, buildSessionCookie(session))
    expect((await ask({})).status).toBe(302)
  })
})

describe('signing out', () => {
  const press = async (form: Record<string, string>) => {
    const { action } = await import('#app/routes/sign-out.ts')
    const request = buildRequest('/sign-out', { cookie: buildSessionCookie(buildSession()), form })
    return action({ request, context: {}, params: {} })
  }
  const logout = 'POST /auth/v1/logout'
  const scopeOf = (request?: Request) => new URL(request?.url ?? '').searchParams.get('scope')

  it('ends the session of this browser alone', async () => {
    const requests = fakeSupabase({ [logout]: { status: 204, body: null } })
    const response = await press({})
    expect([response.headers.get('Location'), scopeOf(requests[0])]).toEqual(['/', 'local'])
    expect(response.headers.getSetCookie().join()).toMatch(/sb-supabase-auth-token=; Max-Age=0/)
  })

  it('leads on for who wants to sign in another way, on this site alone', async () => {
    fakeSupabase({ [logout]: { status: 204, body: null } })
    expect((await press({ next: '/sign-in' })).headers.get('Location')).toBe('/sign-in')
    expect((await press({ next: '//evil.example' })).headers.get('Location')).toBe('/')
  })

  it('ends them everywhere when that is asked for', async () => {
    const requests = fakeSupabase({ [logout]: { status: 204, body: null } })
    const response = await press({ scope: 'global' })
    expect([response.headers.get('Location'), scopeOf(requests[0])]).toEqual(['/sign-in?changed=signed_out', 'global'])
  })

  it('empties this browser even when Auth is away: the next person at the computer must find nobody', async () => {
    fakeSupabase({ [logout]: { status: 503, body: {} } })
    const response = await press({})
    expect(response.headers.getSetCookie().join()).toMatch(/sb-supabase-auth-token=; Max-Age=0/)
  })

  it('does not claim to have ended the sessions elsewhere when Auth is away', async () => {
    fakeSupabase({ [logout]: { status: 503, body: {} } })
    expect((await press({ scope: 'global' })).headers.get('Location')).toBe('/account/sign-in?problem=outage')
  })
})
