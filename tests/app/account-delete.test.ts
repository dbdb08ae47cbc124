import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAccount, readRedirect, verifyFirst } from './account-people.ts'
import { buildSubscriptionRow, plans } from './build-rows.ts'
import { buildRequest, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let page: typeof import('#app/routes/account_.delete.tsx')
let goodbye: typeof import('#app/routes/goodbye.tsx')
beforeAll(async () => {
  stubWebEnv()
  page = await import('#app/routes/account_.delete.tsx')
  goodbye = await import('#app/routes/goodbye.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const { user, signedIn, at } = openAccount()
const stale = openAccount(1000)
const call = 'POST /functions/v1/account/delete'
const logout = { 'POST /auth/v1/logout': { status: 403, body: { error_code: 'session_not_found', msg: 'x' } } }
const press = (form: Record<string, string> = { understood: 'yes' }) => page.action(at('/account/delete', form))

describe('the page', () => {
  it('says what becomes of each subscription', async () => {
    fakeSupabase({
      ...signedIn,
      'GET /rest/v1/plans': { body: plans },
      'GET /rest/v1/subscriptions': {
        body: [buildSubscriptionRow(), buildSubscriptionRow({ id: 'sub2', store: 'app_store' })],
      },
    })
    expect((await page.loader(at('/account/delete'))) as object).toMatchObject({
      email: user.email,
      notes: [{ kind: 'stripe' }, { kind: 'apple' }],
    })
  })

  it('asks first who is there', async () => {
    const requests = fakeSupabase(stale.signedIn)
    expect(await readRedirect(page.loader(stale.at('/account/delete')))).toEqual(verifyFirst('/account/delete'))
    const pressed = page.action(stale.at('/account/delete', { understood: 'yes' }))
    expect(await readRedirect(pressed)).toEqual(verifyFirst('/account/delete'))
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })
})

describe('the button', () => {
  it('deletes nothing while the box is not ticked', async () => {
    const requests = fakeSupabase(signedIn)
    expect(await press({})).toMatchObject({ kind: 'refused', text: expect.stringContaining('Nothing was deleted') })
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it.each([
    [false, '/goodbye'],
    [true, '/goodbye?app-store'],
  ])('forgets the session and says goodbye; a subscription in the App Store: %s', async (has, url) => {
    fakeSupabase({ ...signedIn, ...logout, [call]: { body: { deleted: true, has_app_store_subscription: has } } })
    const answer = (await press()) as Response
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, url])
    expect(answer.headers.getSetCookie().some((line) => /auth-token=;.*Max-Age=0/.test(line))).toBe(true)
  })

  it.each([
    [
      'subscription_not_ended',
      502,
      'We could not end your subscription at the payment service, so nothing was deleted. Please try again.',
    ],
    ['store_unavailable', 503, 'The payment service does not answer. Please try again in a minute.'],
    ['internal', 500, 'Something went wrong on our side. Please try again.'],
    ['something_new', 418, 'Something went wrong on our side. Please try again.'],
  ])('says %s in its sentence, and the person stays signed in', async (code, status, text) => {
    fakeSupabase({ ...signedIn, [call]: { status, body: { code } } })
    expect(await press()).toEqual({ kind: 'refused', text })
  })

  it('sends to the proof who is found too old by the function', async () => {
    fakeSupabase({ ...signedIn, [call]: { status: 403, body: { code: 'fresh_sign_in_required' } } })
    expect(await readRedirect(press())).toEqual([303, '/account/verify?next=%2Faccount%2Fdelete'])
  })

  it.each([
    ['user_not_found', '/goodbye'],
    ['session_not_found', '/sign-in?next=%2Faccount%2Fdelete'],
  ])('in a second tab, where Auth says %s, leads to %s', async (error_code, url) => {
    let isAsked = false
    fakeSupabase({
      'GET /auth/v1/user': () => (isAsked ? { status: 403, body: { error_code, msg: 'x' } } : { body: user }),
      ...logout,
      [call]: () => {
        isAsked = true
        return { status: 401, body: { code: 'unauthenticated' } }
      },
    })
    expect(await readRedirect(press())).toEqual([303, url])
  })

  it('says so when the function cannot be reached', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    fakeSupabase({
      ...signedIn,
      [call]: () => {
        throw new Error('connection refused')
      },
    })
    expect(await press()).toMatchObject({ kind: 'refused' })
  })
})

describe('goodbye', () => {
  const open = (path: string) => goodbye.loader({ request: buildRequest(path), context: {}, params: {} })

  it('tells who pays Apple that Apple goes on', async () => {
    fakeSupabase({})
    expect(await open('/goodbye?app-store')).toEqual({ hasAppStoreSubscription: true })
    expect(await open('/goodbye')).toEqual({ hasAppStoreSubscription: false })
  })

  it('is not for who has an account', async () => {
    fakeSupabase(signedIn)
    expect(await readRedirect(goodbye.loader(at('/goodbye')))).toEqual([302, '/account'])
  })
})
