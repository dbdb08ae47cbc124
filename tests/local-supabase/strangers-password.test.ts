import { randomUUID } from 'node:crypto'
import type { Session, SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { signInOnThePhone } from '../support/sign-in/use-sheet.ts'
import { openBrowser, signInOnTheWeb } from '../support/sign-in/walk-provider.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ providers: true })
})
afterAll(() => api.close())

const strangers = 'the password of a stranger'
const owners = 'the password of the owner'

async function readMail(email: string) {
  const { text, html } = await api.readMail(email)
  return { token: /\b\d{6}\b/.exec(text)?.[0] ?? '', token_hash: /token_hash=([0-9a-f]+)/.exec(html)?.[1] ?? '' }
}
const byCode = async (client: SupabaseClient, email: string, type: 'email' | 'recovery' = 'email') =>
  client.auth.verifyOtp({ email, token: (await readMail(email)).token, type })
const byLink = async (client: SupabaseClient, email: string, type: 'email' | 'recovery' = 'email') =>
  client.auth.verifyOtp({ token_hash: (await readMail(email)).token_hash, type })

type Answer = { data: { session: Session | null } }
type Way = (client: SupabaseClient, email: string) => Promise<Answer>

/** How the owner of an address comes, from the first request to the session. */
const byMail: Record<string, Way> = {
  'a code': async (client, email) => {
    await client.auth.signInWithOtp({ email })
    return byCode(client, email)
  },
  'a link': async (client, email) => {
    await client.auth.signInWithOtp({ email })
    return byLink(client, email)
  },
  'a sign-up of their own, and its code': async (client, email) => {
    await client.auth.signUp({ email, password: owners })
    return byCode(client, email)
  },
  'a sign-up of their own, and its link': async (client, email) => {
    await client.auth.signUp({ email, password: owners })
    return byLink(client, email)
  },
  'the code of the mail that the stranger has caused': byCode,
  'the link of the mail that the stranger has caused': byLink,
  'the same mail, asked for again': async (client, email) => {
    await client.auth.resend({ type: 'signup', email })
    return byCode(client, email)
  },
  'a reset of the password, by code': async (client, email) => {
    await client.auth.resetPasswordForEmail(email)
    return byCode(client, email, 'recovery')
  },
  'a reset of the password, by link': async (client, email) => {
    await client.auth.resetPasswordForEmail(email)
    return byLink(client, email, 'recovery')
  },
}
const platforms = { 'on the web': () => openBrowser(api.url), 'on the phone': () => api.createClient() }

const mailWays = Object.entries(byMail).flatMap(([way, come]) =>
  Object.entries(platforms).map(([platform, open]) => ({
    name: `${way}, ${platform}`,
    come: (email: string) => come(open(), email),
  })),
)
const providerWays = (['apple', 'google'] as const).flatMap((provider) => [
  {
    name: `${provider}, on the web`,
    come: async (email: string): Promise<Answer> => ({
      data: await signInOnTheWeb(openBrowser(api.url), provider, { email }),
    }),
  },
  {
    name: `${provider}, on the phone`,
    come: (email: string): Promise<Answer> => signInOnThePhone(api, provider, { email }),
  },
])
const ways = [...mailWays, ...providerWays]

const newEmail = () => `${randomUUID()}@example.com`
const tryPassword = async (email: string, password: string) =>
  (await api.createClient().auth.signInWithPassword({ email, password })).error?.code ?? 'signed in'

describe.each(ways)('the owner of an address comes by $name', ({ come }) => {
  test('and a stranger who signed up with it before has no way in', async () => {
    const email = newEmail()
    const stranger = api.createClient()
    await stranger.auth.signUp({ email, password: strangers })
    expect(await tryPassword(email, strangers)).toBe('email_not_confirmed')

    const { data } = await come(email)
    expect(data.session?.user.email).toBe(email)
    expect(await tryPassword(email, strangers)).toBe('invalid_credentials')
    expect((await stranger.auth.getSession()).data.session).toBeNull()
    // Not even an empty one.
    expect(await tryPassword(email, '')).not.toBe('signed in')

    // Signing up once more changes nothing now.
    await stranger.auth.signUp({ email, password: strangers })
    expect(await tryPassword(email, strangers)).toBe('invalid_credentials')
  })
})

test('a stranger who signs up between the owner’s request and the code has no way in either', async () => {
  const email = newEmail()
  const owner = api.createClient()
  await owner.auth.signInWithOtp({ email })
  await api.createClient().auth.signUp({ email, password: strangers })
  expect((await byCode(owner, email)).error).toBeNull()
  expect(await tryPassword(email, strangers)).toBe('invalid_credentials')
})

test('the owner’s password is the one that they set once they are in', async () => {
  const email = newEmail()
  await api.createClient().auth.signUp({ email, password: strangers })
  const owner = api.createClient()
  await owner.auth.signUp({ email, password: owners })
  await byCode(owner, email)
  expect(await tryPassword(email, owners)).toBe('invalid_credentials')
  expect((await owner.auth.updateUser({ password: owners })).error).toBeNull()
  expect(await tryPassword(email, owners)).toBe('signed in')
  expect(await tryPassword(email, strangers)).toBe('invalid_credentials')
})

test('the password of a confirmed user stays through codes, resets that are not finished, and providers', async () => {
  const email = newEmail()
  const admin = api.createClient(localKeys.secret)
  await admin.auth.admin.createUser({ email, password: owners, email_confirm: true })
  await byMail['a code']?.(api.createClient(), email)
  await api.createClient().auth.resetPasswordForEmail(email)
  await signInOnThePhone(api, 'google', { email })
  expect(await tryPassword(email, owners)).toBe('signed in')
})

test('an operator who confirms an address and sets a password in one request gives that password', async () => {
  const email = newEmail()
  const admin = api.createClient(localKeys.secret).auth.admin
  await api.createClient().auth.signUp({ email, password: strangers })
  const user = (await admin.listUsers()).data.users.find((one) => one.email === email)
  await admin.updateUserById(user?.id ?? '', { email_confirm: true, password: owners })
  expect(await tryPassword(email, owners)).toBe('signed in')
  expect(await tryPassword(email, strangers)).toBe('invalid_credentials')
})

test('where addresses are not confirmed at all, who signs up keeps the password', async () => {
  const open = await startTestApi({
    auth: (auth) => ({ ...auth, email: { ...auth.email, enable_confirmations: false } }),
  })
  const email = newEmail()
  await open.createClient().auth.signUp({ email, password: owners })
  const { error } = await open.createClient().auth.signInWithPassword({ email, password: owners })
  expect(error).toBeNull()
  await open.close()
})
