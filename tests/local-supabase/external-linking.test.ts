import { randomUUID } from 'node:crypto'
import type { User } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInOnThePhone } from '../support/sign-in/use-sheet.ts'
import { openBrowser, openProviderPage, passProvider, signInOnTheWeb } from '../support/sign-in/walk-provider.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ providers: true })
})
afterAll(() => api.close())

const newEmail = () => `${randomUUID()}@example.com`
const password = 'correct horse battery'
const readCode = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? ''

async function countUsers(email: string): Promise<number> {
  const [row] = await api.database.sql<{ count: number }[]>`
    select count(distinct user_id)::int as count from auth.identities where email = ${email}`
  return row?.count ?? 0
}

async function signUpAndConfirm(email: string): Promise<User | null> {
  const client = api.createClient()
  await client.auth.signUp({ email, password })
  const token = readCode((await api.readMail(email)).text)
  await client.auth.verifyOtp({ email, token, type: 'email' })
  return (await client.auth.updateUser({ password })).data.user
}

/** By password where there is one already, else by a new account. */
async function signInByPassword(email: string): Promise<User | null> {
  const { data } = await api.createClient().auth.signInWithPassword({ email, password })
  return data.user ?? signUpAndConfirm(email)
}

async function signInByCode(email: string): Promise<User | null> {
  const client = api.createClient()
  await client.auth.signInWithOtp({ email })
  const token = readCode((await api.readMail(email)).text)
  return (await client.auth.verifyOtp({ email, token, type: 'email' })).data.user
}

const ways = {
  'Apple on the web': async (email: string) => (await signInOnTheWeb(openBrowser(api.url), 'apple', { email })).user,
  'Google on the web': async (email: string) => (await signInOnTheWeb(openBrowser(api.url), 'google', { email })).user,
  'Apple on the phone': async (email: string) => (await signInOnThePhone(api, 'apple', { email })).data.user,
  'Google on the phone': async (email: string) => (await signInOnThePhone(api, 'google', { email })).data.user,
  'a code by mail': signInByCode,
}
type Way = keyof typeof ways
const names = Object.keys(ways) as Way[]
const pairs = names.flatMap((first) =>
  names.filter((second) => second !== first).map((second) => [first, second] as const),
)

describe('the same verified address is the same user', () => {
  test.each(pairs)('%s, then %s', async (first, second) => {
    const email = newEmail()
    const one = await ways[first](email)
    const other = await ways[second](email)
    expect(one?.id).toBeTruthy()
    expect(other?.id).toBe(one?.id)
    expect(await countUsers(email)).toBe(1)
  })

  test.each(names.slice(0, 4))('a password, then %s: the password goes on working', async (second) => {
    const email = newEmail()
    const one = await signUpAndConfirm(email)
    expect((await ways[second](email))?.id).toBe(one?.id)
    expect((await signInByPassword(email))?.id).toBe(one?.id)
  })

  test('capital letters make no other address', async () => {
    const email = newEmail()
    const one = await ways['Google on the web'](email)
    expect((await ways['Apple on the phone'](email.toUpperCase()))?.id).toBe(one?.id)
  })

  test('all ways are listed with the user', async () => {
    const email = newEmail()
    await signUpAndConfirm(email)
    await ways['Google on the web'](email)
    const user = await ways['Apple on the phone'](email)
    expect(user?.app_metadata).toMatchObject({ provider: 'email', providers: ['email', 'google', 'apple'] })
    expect(user?.identities?.map(({ provider }) => provider).sort()).toEqual(['apple', 'email', 'google'])
  })
})

describe('an address that Google did not verify', () => {
  async function tryUnverified(email: string) {
    const { data } = await openBrowser(api.url).auth.signInWithOAuth({
      provider: 'google',
      options: { redirectTo: 'http://localhost:3000/auth/callback', skipBrowserRedirect: true },
    })
    return passProvider(await openProviderPage(data.url ?? ''), { email, verified: false })
  }

  test('leads to nobody’s account, and the account’s owner notices nothing', async () => {
    const email = newEmail()
    const owner = await signUpAndConfirm(email)
    const mail = await api.readMail(email)
    const back = await tryUnverified(email)
    expect(back.searchParams.get('code')).toBeNull()
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_code: 'provider_email_needs_verification',
    })
    expect((await signInByPassword(email))?.id).toBe(owner?.id)
    expect((await signInByPassword(email))?.identities).toHaveLength(1)
    expect((await api.readMail(email)).id).toBe(mail.id)
  })

  test('the same on the phone', async () => {
    const email = newEmail()
    await signUpAndConfirm(email)
    const { data, error } = await signInOnThePhone(api, 'google', { email, verified: false })
    expect(error?.code).toBe('provider_email_needs_verification')
    expect(data.session).toBeNull()
  })

  test('gets a confirmation mail when nobody has it: the code lets its owner in, and Google not even then', async () => {
    const email = newEmail()
    const back = await tryUnverified(email)
    expect(back.searchParams.get('error_description')).toBe(
      'Unverified email with google. A confirmation email has been sent to your google email',
    )
    const token = readCode((await api.readMail(email)).text)
    const { data } = await api.createClient().auth.verifyOtp({ email, token, type: 'email' })
    expect(data.user?.email).toBe(email)
    const again = await signInOnThePhone(api, 'google', { email, verified: false })
    expect(again.error?.code).toBe('provider_email_needs_verification')
  })

  test('does not stand in the way of its owner, who comes later', async () => {
    const email = newEmail()
    await tryUnverified(email)
    const owner = await ways['Apple on the phone'](email)
    expect(owner?.email).toBe(email)
    expect(owner?.identities?.map(({ provider }) => provider)).toEqual(['apple'])
  })
})

describe('a stranger who signed up with somebody’s address and waits', () => {
  test.each(names.slice(0, 4))('is out when the owner comes by %s', async (way) => {
    const email = newEmail()
    const stranger = api.createClient()
    await stranger.auth.signUp({ email, password, options: { data: { full_name: 'Mallory', is_admin: true } } })
    const code = readCode((await api.readMail(email)).text)

    const owner = await ways[way](email)
    expect(owner?.identities?.map(({ provider }) => provider)).toEqual([way.startsWith('Apple') ? 'apple' : 'google'])
    expect(owner?.app_metadata.providers).not.toContain('email')
    expect(owner?.user_metadata).not.toHaveProperty('is_admin')
    expect((await stranger.auth.signInWithPassword({ email, password })).error?.code).toBe('invalid_credentials')
    expect((await stranger.auth.verifyOtp({ email, token: code, type: 'email' })).error?.code).toBe('otp_expired')
  })
})

describe('an identity that is known', () => {
  test('stays with its user when the address at the provider changes', async () => {
    const email = newEmail()
    const one = await ways['Google on the phone'](email)
    const other = newEmail()
    await api.database.sql`update auth.users set email = ${other} where id = ${one?.id ?? ''}`
    expect((await ways['Google on the phone'](email))?.id).toBe(one?.id)
  })

  test('leads others to its user by its own address, also after the account’s address was changed', async () => {
    const email = newEmail()
    const one = await ways['Google on the phone'](email)
    await api.database.sql`update auth.users set email = ${newEmail()} where id = ${one?.id ?? ''}`
    expect((await ways['Apple on the phone'](email))?.id).toBe(one?.id)
  })

  test('of a relay address is another user than that of the real address', async () => {
    const email = newEmail()
    const hidden = await signInOnThePhone(api, 'apple', { email, hide: true })
    const open = await ways['Google on the web'](email)
    expect(open?.id).not.toBe(hidden.data.user?.id)
  })

  test('on web and phone is one: Apple says the same subject to both', async () => {
    const email = newEmail()
    const web = await signInOnTheWeb(openBrowser(api.url), 'apple', { email, hide: true })
    expect((await signInOnThePhone(api, 'apple', { email })).data.user?.id).toBe(web.user?.id)
  })

  test('of somebody who is banned is refused', async () => {
    const email = newEmail()
    const user = await ways['Google on the phone'](email)
    await api.database.sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user?.id ?? ''}`
    expect((await signInOnThePhone(api, 'google', { email })).error?.code).toBe('user_banned')
  })
})

test('where sign-up is closed nobody new comes in by a provider', async () => {
  const closed = await startTestApi({ providers: true, auth: (auth) => ({ ...auth, enable_signup: false }) })
  expect((await signInOnThePhone(closed, 'apple', { email: newEmail() })).error?.code).toBe('signup_disabled')
  await closed.close()
})
