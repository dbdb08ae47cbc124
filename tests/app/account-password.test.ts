import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAccount, readRedirect, verifyFirst } from './account-people.ts'
import { fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let page: typeof import('#app/routes/account_.password.tsx')
let email: typeof import('#app/routes/account_.email.tsx')
beforeAll(async () => {
  stubWebEnv()
  page = await import('#app/routes/account_.password.tsx')
  email = await import('#app/routes/account_.email.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const { user, signedIn, at } = openAccount()
const stale = openAccount(1000)
const put = 'PUT /auth/v1/user'
const good = 'kettle bridge morning'
const save = (form: Record<string, string>, path = '/account/password') => page.action(at(path, form))
const methodsWith = (has_password: boolean) => ({
  'POST /rest/v1/rpc/sign_in_methods': {
    body: { email: user.email, is_private_email: false, has_password, identities: [] },
  },
})

describe('the page of the password', () => {
  it.each([true, false])('knows whether there is one: %s', async (has) => {
    fakeSupabase({ ...signedIn, ...methodsWith(has) })
    expect(await page.loader(at('/account/password'))).toMatchObject({ hasPassword: has, isFirst: false })
  })

  it('asks first who is there, and leads back with all that the address said', async () => {
    fakeSupabase(stale.signedIn)
    const path = '/account/password?first&next=/lessons'
    expect(await readRedirect(page.loader(stale.at(path)))).toEqual(verifyFirst(path))
    expect(await readRedirect(page.action(stale.at(path, { password: good })))).toEqual(verifyFirst(path))
  })

  it.each([
    ['?first', '/account'],
    ['?first&next=/lessons', '/lessons'],
    ['?first&next=//evil.example', '/account'],
  ])('after signing up (%s) leads on to %s', async (query, next) => {
    fakeSupabase({ ...signedIn, ...methodsWith(false), [put]: { body: user } })
    expect(await page.loader(at(`/account/password${query}`))).toMatchObject({ isFirst: true, next })
    expect(await readRedirect(save({ password: good }, `/account/password${query}`))).toEqual([303, next])
  })
})

describe('a new password', () => {
  it('is saved, and the page of the account says so', async () => {
    const requests = fakeSupabase({ ...signedIn, [put]: { body: user } })
    expect(await readRedirect(save({ password: good }))).toEqual([303, '/account/sign-in?done=password'])
    expect(await requests.find(({ method }) => method === 'PUT')?.json()).toMatchObject({ password: good })
  })

  it.each([
    ['short', 'Use at least 8 characters.'],
    ['12345678', /^Too easy to guess/],
    ['ana@example.com', /^Too easy to guess/],
  ])('%s is refused without asking Auth', async (password, text) => {
    const requests = fakeSupabase(signedIn)
    const answer = await save({ password })
    expect(answer).toMatchObject({
      init: { status: 400 },
      data: { lastResult: { error: { password: [expect.stringMatching(text)] } }, asksForCode: false },
    })
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it.each([
    ['same_password', 'This is your password already. Choose another one.'],
    ['weak_password', 'This password is too easy to guess. Choose a longer one.'],
  ])('that Auth refuses with %s is said at the field, and does not come back', async (error_code, text) => {
    fakeSupabase({ ...signedIn, [put]: { status: 422, body: { error_code, msg: 'x' } } })
    const answer = await save({ password: good })
    expect(answer).toMatchObject({ data: { lastResult: { error: { password: [text] } } } })
    expect(JSON.stringify(answer)).not.toContain(good)
  })

  it('in an old session asks for a code from a mail, and sends it', async () => {
    const body = { error_code: 'reauthentication_needed', msg: 'Password update requires reauthentication' }
    const requests = fakeSupabase({
      ...signedIn,
      [put]: { status: 400, body },
      'GET /auth/v1/reauthenticate': { body: {} },
    })
    expect(await save({ password: good })).toMatchObject({ data: { asksForCode: true } })
    expect(requests.filter(({ url }) => url.includes('/reauthenticate'))).toHaveLength(1)
  })

  it('hands the code in', async () => {
    const requests = fakeSupabase({ ...signedIn, [put]: { body: user } })
    await save({ password: good, code: ' 123 456 ' })
    const sent = await requests.find(({ method }) => method === 'PUT')?.json()
    expect(sent).toMatchObject({ password: good, nonce: '123456' })
  })

  it('with a wrong code is told so, and another one is on its way', async () => {
    const requests = fakeSupabase({
      ...signedIn,
      [put]: { status: 422, body: { error_code: 'reauthentication_not_valid', msg: 'x' } },
      'GET /auth/v1/reauthenticate': { body: {} },
    })
    expect(await save({ password: good, code: '000000' })).toMatchObject({
      data: { asksForCode: true, lastResult: { error: { code: [expect.stringContaining('not right')] } } },
    })
    expect(requests.filter(({ url }) => url.includes('/reauthenticate'))).toHaveLength(1)
  })

  it('keeps the field of the code while something else is wrong', async () => {
    fakeSupabase(signedIn)
    expect(await save({ password: 'short', code: '123456' })).toMatchObject({ data: { asksForCode: true } })
  })
})

describe('a new address', () => {
  const change = (form: Record<string, string>) => email.action(at('/account/email', form))

  it('is asked of Auth, which writes to both', async () => {
    const requests = fakeSupabase({ ...signedIn, [put]: { body: { ...user, new_email: 'new@example.com' } } })
    expect(await readRedirect(change({ email: ' New@Example.com ' }))).toEqual([303, '/account/sign-in?done=email'])
    expect(await requests.find(({ method }) => method === 'PUT')?.json()).toMatchObject({ email: 'new@example.com' })
  })

  it('of another account gets the same answer: it must not tell who has one', async () => {
    fakeSupabase({ ...signedIn, [put]: { status: 422, body: { error_code: 'email_exists', msg: 'x' } } })
    expect(await readRedirect(change({ email: 'bob@example.com' }))).toEqual([303, '/account/sign-in?done=email'])
  })

  it.each([
    ['ana', /such as/],
    ['ANA@example.com', 'This is your address already.'],
  ])('%s is refused without asking Auth', async (value, text) => {
    const requests = fakeSupabase(signedIn)
    expect(await change({ email: value })).toMatchObject({
      data: { lastResult: { error: { email: [expect.stringMatching(text)] } } },
    })
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('asks first who is there', async () => {
    fakeSupabase(stale.signedIn)
    expect(await readRedirect(email.loader(stale.at('/account/email')))).toEqual(verifyFirst('/account/email'))
    const pressed = email.action(stale.at('/account/email', { email: 'new@example.com' }))
    expect(await readRedirect(pressed)).toEqual(verifyFirst('/account/email'))
  })
})
