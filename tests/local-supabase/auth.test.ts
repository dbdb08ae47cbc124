import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const password = 'correct horse battery'
const newEmail = () => `${randomUUID()}@example.com`
const readCode = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? ''

async function signUp(email = newEmail()) {
  const client = api.createClient()
  const { data, error } = await client.auth.signUp({ email, password })
  expect(error).toBeNull()
  const mail = await api.readMail(email)
  return { client, email, mail, code: readCode(mail.text), user: data.user }
}

describe('signing up', () => {
  test('gives no session before the address is confirmed', async () => {
    const { client, email } = await signUp()
    expect((await client.auth.getSession()).data.session).toBeNull()
    const { error } = await client.auth.signInWithPassword({ email, password })
    expect(error?.code).toBe('email_not_confirmed')
  })

  test('sends a mail with a link to the site and a code of six digits', async () => {
    const { mail, email } = await signUp()
    expect(mail).toMatchObject({ to: email, subject: 'Confirm your email address' })
    expect(mail.html).toMatch(
      /href="http:\/\/localhost:3000\/auth\/confirm\?token_hash=[0-9a-f]+&type=email&next=[^"]*"/,
    )
    expect(mail.text).toMatch(/http:\/\/localhost:3000\/auth\/confirm\?token_hash=[0-9a-f]+&type=email&next=/)
    expect(readCode(mail.text)).not.toBe('')
  })

  test('is finished by the code, and the code works once', async () => {
    const { client, email, code } = await signUp()
    const { data } = await client.auth.verifyOtp({ email, token: code, type: 'email' })
    expect(data.user?.email).toBe(email)
    const again = await api.createClient().auth.verifyOtp({ email, token: code, type: 'email' })
    expect(again.error?.code).toBe('otp_expired')
  })

  test('is finished by the link as well', async () => {
    const { client, email, mail } = await signUp()
    const token_hash = /token_hash=([0-9a-f]+)/.exec(mail.html)?.[1] ?? ''
    const { data } = await client.auth.verifyOtp({ token_hash, type: 'email' })
    expect(data.session?.user.email).toBe(email)
  })

  test('can ask for the mail again, which makes the first code useless', async () => {
    const { client, email, code } = await signUp()
    expect((await client.auth.resend({ type: 'signup', email })).error).toBeNull()
    const second = readCode((await api.readMail(email)).text)
    expect((await client.auth.verifyOtp({ email, token: code, type: 'email' })).error?.code).toBe('otp_expired')
    expect((await client.auth.verifyOtp({ email, token: second, type: 'email' })).error).toBeNull()
  })

  test('with an address that has an account does not tell so, changes nothing and sends nothing', async () => {
    const { client, email, code } = await signUp()
    await client.auth.verifyOtp({ email, token: code, type: 'email' })
    const before = await api.readMail(email)

    const stranger = await api.createClient().auth.signUp({ email, password: 'another password' })
    expect(stranger.error).toBeNull()
    expect(stranger.data.session).toBeNull()
    expect(stranger.data.user).toMatchObject({ email, identities: [] })
    expect((await api.readMail(email)).id).toBe(before.id)
    expect(
      (await api.createClient().auth.signInWithPassword({ email, password: 'another password' })).error?.code,
    ).toBe('invalid_credentials')
  })

  test('a second time before confirming sends the mail again', async () => {
    const { email, mail } = await signUp()
    await signUp(email)
    expect((await api.readMail(email)).id).not.toBe(mail.id)
  })

  test('refuses a password that is too short', async () => {
    const { error } = await api.createClient().auth.signUp({ email: newEmail(), password: 'short' })
    expect(error?.code).toBe('weak_password')
  })
})

describe('signing in', () => {
  async function confirmedUser() {
    const { client, email, code } = await signUp()
    await client.auth.verifyOtp({ email, token: code, type: 'email' })
    // The one from before the proof of the address is gone.
    expect((await client.auth.updateUser({ password })).error).toBeNull()
    return { email }
  }

  test('by password gives a token whose claims say who, by whom and how', async () => {
    const { email } = await confirmedUser()
    const client = api.createClient()
    const { data } = await client.auth.signInWithPassword({ email, password })
    const claims = await client.auth.getClaims()
    expect(claims.data?.claims).toMatchObject({
      sub: data.user?.id,
      email,
      role: 'authenticated',
      aud: 'authenticated',
      iss: `${api.url}/auth/v1`,
      aal: 'aal1',
      amr: [{ method: 'password' }],
      app_metadata: { provider: 'email' },
    })
  })

  test('lasts through a refresh and ends with signing out', async () => {
    const { email } = await confirmedUser()
    const client = api.createClient()
    await client.auth.signInWithPassword({ email, password })
    const { data } = await client.auth.refreshSession()
    const token = data.session?.access_token ?? ''
    expect((await client.auth.getUser(token)).data.user?.email).toBe(email)
    await client.auth.signOut()
    expect((await api.createClient().auth.getUser(token)).error?.name).toBe('AuthSessionMissingError')
  })

  test('by code works for a known address', async () => {
    const { email } = await confirmedUser()
    const client = api.createClient()
    await client.auth.signInWithOtp({ email })
    const mail = await api.readMail(email)
    expect(mail.subject).toBe('Your Tandem sign-in code')
    const { data } = await client.auth.verifyOtp({ email, token: readCode(mail.text), type: 'email' })
    expect(data.user?.email).toBe(email)
  })

  test('by code makes a new account, which nobody owns before the code is given', async () => {
    const email = newEmail()
    const client = api.createClient()
    await client.auth.signInWithOtp({ email })
    const [before] = await api.database.sql`select confirmed_at from auth.users where email = ${email}`
    expect(before?.confirmed_at).toBeNull()
    const { data } = await client.auth.verifyOtp({
      email,
      token: readCode((await api.readMail(email)).text),
      type: 'email',
    })
    expect(data.user?.email_confirmed_at).toBeTruthy()
  })

  test('by code does not make an account where that is not wanted', async () => {
    const { error } = await api
      .createClient()
      .auth.signInWithOtp({ email: newEmail(), options: { shouldCreateUser: false } })
    expect(error?.code).toBe('otp_disabled')
  })

  test('with a wrong password says the same for every kind of account', async () => {
    const confirmed = (await confirmedUser()).email
    const unconfirmed = (await signUp()).email
    for (const email of [confirmed, unconfirmed, newEmail()]) {
      const { error } = await api.createClient().auth.signInWithPassword({ email, password: 'wrong password' })
      expect(error?.code).toBe('invalid_credentials')
    }
  })
})
