import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAccount, readRedirect, verifyFirst } from './account-people.ts'
import { fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let file: typeof import('#app/routes/account_.export.ts')
let move: typeof import('#app/routes/account_.move.tsx')
beforeAll(async () => {
  stubWebEnv()
  file = await import('#app/routes/account_.export.ts')
  move = await import('#app/routes/account_.move.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const { signedIn, at } = openAccount()
const stale = openAccount(1000)

describe('the file of one’s data', () => {
  const call = 'POST /functions/v1/account/export'

  it('is saved by the browser and kept by no cache; a fresh sign-in is not asked for', async () => {
    fakeSupabase({ ...stale.signedIn, [call]: { body: { account: { email: 'ana@example.com' } } } })
    const answer = await file.action(stale.at('/account/export', {}))
    expect(await answer.json()).toEqual({ account: { email: 'ana@example.com' } })
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="tandem-\d{4}-\d\d-\d\d\.json"$/)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })

  it('that cannot be made leads back to a page that says so', async () => {
    fakeSupabase({ ...signedIn, [call]: { status: 503, body: { code: 'store_unavailable' } } })
    expect(await readRedirect(file.action(at('/account/export', {})))).toEqual([303, '/account/data?download=failed'])
  })

  it('is for who is signed in', async () => {
    fakeSupabase({})
    const request = new Request('https://lessons.example.com/account/export', { method: 'POST' })
    const [status, url] = await readRedirect(file.action({ request, context: {}, params: {} }))
    expect([status, url]).toEqual([302, '/sign-in?next=%2Faccount%2Fexport'])
  })
})

describe('moving a purchase', () => {
  const release = 'POST /functions/v1/account/release-purchase'
  const claim = 'POST /functions/v1/account/claim-purchase'
  const press = (form: Record<string, string>, who = { at }) => move.action(who.at('/account/move', form))

  it('begins with a code, for who is there now', async () => {
    const body = { code: 'ABCD-EFGH', expires_at: '2026-05-10T12:10:00Z' }
    fakeSupabase({ ...signedIn, [release]: { body } })
    expect(await press({ intent: 'release' })).toEqual({ kind: 'code', code: body.code, expiresAt: body.expires_at })
    fakeSupabase(stale.signedIn)
    expect(await readRedirect(press({ intent: 'release' }, stale))).toEqual(verifyFirst('/account/move'))
  })

  it('has nothing to give where nothing was bought', async () => {
    fakeSupabase({ ...signedIn, [release]: { status: 409, body: { code: 'nothing_to_move' } } })
    expect(await press({ intent: 'release' })).toEqual({
      kind: 'refused',
      text: 'This account has no App Store purchase that could be moved.',
      entered: null,
    })
  })

  it('ends with the code in the other account, however it is typed', async () => {
    const requests = fakeSupabase({ ...stale.signedIn, [claim]: { body: { moved: 1 } } })
    expect(await readRedirect(press({ intent: 'claim', code: ' abcd-efgh ' }, stale))).toEqual([
      303,
      '/account?done=moved',
    ])
    expect(await requests.find(({ method }) => method === 'POST')?.json()).toEqual({ code: 'ABCD-EFGH' })
  })

  it.each([
    ['move_code_invalid', 422, 'This code is not right, or it has ended. Ask for a new one.'],
    ['too_many_attempts', 429, 'Too many attempts. Please wait a few minutes.'],
    ['already_subscribed', 409, 'You already have a subscription.'],
    ['subscribed_on_web', 409, 'You already subscribe on the web. Manage it where you bought it.'],
    ['store_unavailable', 503, 'The payment service does not answer. Please try again in a minute.'],
  ])('says %s in its sentence and keeps what was entered', async (code, status, text) => {
    fakeSupabase({ ...signedIn, [claim]: { status, body: { code } } })
    expect(await press({ intent: 'claim', code: 'abcd' })).toEqual({ kind: 'refused', text, entered: 'abcd' })
  })

  it('needs a code, and knows no other intent', async () => {
    fakeSupabase(signedIn)
    expect(await press({ intent: 'claim', code: ' ' })).toMatchObject({
      text: 'Enter the code from the other account.',
    })
    await expect(press({ intent: 'steal' })).rejects.toMatchObject({ init: { status: 400 } })
  })
})
