import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAccount, readRedirect, verifyFirst } from './account-people.ts'
import { fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let page: typeof import('#app/routes/account_.sign-in.tsx')
beforeAll(async () => {
  stubWebEnv()
  page = await import('#app/routes/account_.sign-in.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const { user, signedIn, at } = openAccount()
const stale = openAccount(1000)
const google = { id: 'i-google', provider: 'google', email: 'ana@example.com', created_at: null, last_sign_in_at: null }
const apple = { ...google, id: 'i-apple', provider: 'apple', email: 'x@privaterelay.appleid.com' }
const methods = { email: 'ana@example.com', is_private_email: false, has_password: false, identities: [apple, google] }
const sessionRow = {
  id: 's1',
  created_at: '2026-05-01T08:00:00+00:00',
  last_used_at: '2026-05-02T08:00:00+00:00',
  user_agent: 'Mozilla/5.0 (iPhone) Version/18.5 Safari/604.1',
  ip: null,
  is_current: false,
}
const read = {
  'POST /rest/v1/rpc/sign_in_methods': { body: methods },
  'POST /rest/v1/rpc/my_sessions': { body: [sessionRow, { ...sessionRow, id: 's2', is_current: true }] },
}
const press = (form: Record<string, string>, who = { at, signedIn }) => page.action(who.at('/account/sign-in', form))
const done = (what: string) => [303, `/account/sign-in?done=${what}`]

describe('the page', () => {
  it('shows name, address, ways to sign in and sessions, this one first', async () => {
    fakeSupabase({
      ...read,
      'GET /auth/v1/user': { body: { ...user, new_email: 'new@example.com', user_metadata: { full_name: 'Ana Lim' } } },
    })
    expect((await page.loader(at('/account/sign-in'))) as object).toMatchObject({
      name: 'Ana Lim',
      pendingEmail: 'new@example.com',
      methods: {
        email: 'ana@example.com',
        hasPassword: false,
        providers: [{ keptBecause: null }, { keptBecause: null }],
      },
      sessions: [
        { id: 's2', isCurrent: true },
        { id: 's1', device: 'Safari on iPhone' },
      ],
      notice: null,
    })
  })

  it.each([
    [{ display_name: 'Anni', full_name: 'Ana Lim' }, 'Anni'],
    [{ display_name: ' ', name: 'Ana' }, 'Ana'],
    [{ full_name: 7 }, ''],
    [null, ''],
  ])('takes a name from %j only when it is one', async (user_metadata, name) => {
    fakeSupabase({ ...read, 'GET /auth/v1/user': { body: { ...user, user_metadata } } })
    expect(await page.loader(at('/account/sign-in'))).toMatchObject({ name })
  })

  it.each(['session_not_found', 'user_not_found'])(
    'is left by whom Auth does not know any more: %s',
    async (error_code) => {
      let asked = 0
      fakeSupabase({
        ...read,
        // The token still proves who it is, for up to an hour.
        'GET /auth/v1/user': () => (asked++ === 0 ? { body: user } : { status: 403, body: { error_code, msg: 'x' } }),
        'POST /auth/v1/logout': { status: 403, body: { error_code, msg: 'x' } },
      })
      const answer = (await Promise.resolve(page.loader(at('/account/sign-in'))).catch((thrown) => thrown)) as Response
      expect(answer.headers.get('Location')).toBe('/sign-in?next=%2Faccount%2Fsign-in&problem=session_ended')
      expect(answer.headers.getSetCookie().some((line) => /auth-token=;.*Max-Age=0/.test(line))).toBe(true)
    },
  )

  it('says that sign-in is away, and keeps the person signed in', async () => {
    let asked = 0
    fakeSupabase({
      ...read,
      'GET /auth/v1/user': () => (asked++ === 0 ? { body: user } : { status: 503, body: {} }),
    })
    await expect(page.loader(at('/account/sign-in'))).rejects.toMatchObject({ init: { status: 503 } })
  })

  it.each([
    ['?done=name', 'Your name is saved.'],
    ['?linked=google', 'Google is connected. You can sign in with it from now on.'],
    ['?connect=apple', 'Thank you. Now press “Connect Apple” below.'],
    ['?problem=identity_taken&with=apple', /^This Apple account already signs in to another account here/],
  ])('says what the address %s tells', async (query, text) => {
    fakeSupabase({ ...signedIn, ...read })
    const { notice } = (await page.loader(at(`/account/sign-in${query}`))) as { notice: { text: string } }
    expect(notice.text).toMatch(text)
  })

  it.each(['?done=toString', '?done=<b>', '?connect=email', '?linked=evil'])('says nothing for %s', async (query) => {
    fakeSupabase({ ...signedIn, ...read })
    expect(await page.loader(at(`/account/sign-in${query}`))).toMatchObject({ notice: null })
  })
})

describe('a button', () => {
  it('saves the name beside the one that Google writes', async () => {
    const requests = fakeSupabase({ ...signedIn, 'PUT /auth/v1/user': { body: user } })
    expect(await readRedirect(press({ intent: 'name', name: ' Ana ' }))).toEqual(done('name'))
    expect(await requests.find(({ method }) => method === 'PUT')?.json()).toMatchObject({
      data: { display_name: 'Ana' },
    })
  })

  it('refuses a name that no page could show', async () => {
    fakeSupabase(signedIn)
    expect(await press({ intent: 'name', name: 'x'.repeat(81) })).toMatchObject({ tone: 'bad' })
  })

  it('asks for the mails of a change of the address again', async () => {
    const requests = fakeSupabase({ ...signedIn, 'POST /auth/v1/resend': { body: {} } })
    expect(await readRedirect(press({ intent: 'resend-email' }))).toEqual(done('resent'))
    const sent = await requests.find(({ url }) => url.includes('/resend'))?.json()
    expect(sent).toMatchObject({ type: 'email_change', email: 'ana@example.com' })
  })

  it('disconnects the identity of the provider', async () => {
    const gone = 'DELETE /auth/v1/user/identities/i-google'
    const requests = fakeSupabase({ ...signedIn, ...read, [gone]: { body: {} } })
    expect(await readRedirect(press({ intent: 'disconnect', provider: 'google' }))).toEqual(done('disconnected'))
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
  })

  it('says why the last one stays', async () => {
    const body = { error_code: 'single_identity_not_deletable', msg: 'User must have at least 1 identity' }
    fakeSupabase({ ...signedIn, ...read, 'DELETE /auth/v1/user/identities/i-apple': { status: 422, body } })
    expect(await press({ intent: 'disconnect', provider: 'apple' })).toEqual({
      tone: 'bad',
      text: 'This is the only way to sign in that is connected. Connect another one first.',
    })
  })

  it('that disconnects in a second tab what is gone is as good as done', async () => {
    const only = { 'POST /rest/v1/rpc/sign_in_methods': { body: { ...methods, identities: [apple] } } }
    fakeSupabase({ ...signedIn, ...only })
    expect(await readRedirect(press({ intent: 'disconnect', provider: 'google' }))).toEqual(done('disconnected'))
  })

  it('removes the password, unless nothing else is left', async () => {
    const call = 'POST /rest/v1/rpc/remove_password'
    fakeSupabase({ ...signedIn, [call]: { body: null } })
    expect(await readRedirect(press({ intent: 'remove-password' }))).toEqual(done('password-removed'))
    fakeSupabase({ ...signedIn, [call]: { status: 409, body: { code: 'last_sign_in_method', message: 'Only one.' } } })
    expect(await press({ intent: 'remove-password' })).toMatchObject({
      tone: 'bad',
      text: 'This is your only way to sign in. Add another one first.',
    })
  })

  it('signs one device out', async () => {
    const call = 'POST /rest/v1/rpc/sign_out_session'
    const requests = fakeSupabase({ ...signedIn, [call]: { body: null } })
    expect(await readRedirect(press({ intent: 'end-session', session: 's1' }))).toEqual(done('session-ended'))
    const sent = await requests.find(({ url }) => url.includes('sign_out_session'))?.json()
    expect(sent).toEqual({ session_id: 's1' })
  })

  it.each([
    ['end-others', 'others', 303, '/account/sign-in?done=others-ended'],
    ['end-everywhere', 'global', 302, '/sign-in?changed=signed_out'],
  ])(
    'with %s ends sessions and asks for no fresh sign-in: who fears a stranger must be quick',
    async (intent, scope, status, url) => {
      const requests = fakeSupabase({ ...stale.signedIn, 'POST /auth/v1/logout': { body: {} } })
      expect(await readRedirect(press({ intent }, stale))).toEqual([status, url])
      const logout = requests.find(({ url: asked }) => asked.includes('/logout'))
      expect(new URL(logout?.url ?? '').searchParams.get('scope')).toBe(scope)
    },
  )

  it.each([
    [{ intent: 'connect', provider: 'google' }, '/account/sign-in?connect=google'],
    [{ intent: 'disconnect', provider: 'apple' }, '/account/sign-in?disconnect=apple'],
    [{ intent: 'remove-password' }, '/account/sign-in?remove=password'],
    [{ intent: 'end-session', session: 's1' }, '/account/sign-in'],
  ])('%j asks first who is there, and leads back', async (form, next) => {
    const requests = fakeSupabase(stale.signedIn)
    expect(await readRedirect(press(form as Record<string, string>, stale))).toEqual(verifyFirst(next))
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it.each([{ intent: 'steal' }, { intent: 'connect', provider: 'email' }, { intent: 'toString' }])(
    '%j does not exist',
    async (form) => {
      fakeSupabase(signedIn)
      await expect(async () => press(form as Record<string, string>)).rejects.toMatchObject({ init: { status: 400 } })
    },
  )
})
