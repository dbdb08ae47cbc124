import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const password = 'correct horse battery'
const newEmail = () => `${randomUUID()}@example.com`
const readCode = (text: string) => /^\d{6}$/m.exec(text)?.[0] ?? ''
const readHash = (html: string) => /token_hash=([0-9a-f]+)/.exec(html)?.[1] ?? ''
const readLink = (html: string) => new URL(/href="([^"]*)"/.exec(html)?.[1] ?? '')

async function signedIn() {
  const email = newEmail()
  const admin = api.createClient(localKeys.secret)
  await admin.auth.admin.createUser({ email, password, email_confirm: true })
  return { email, client: await signIn(email) }
}

async function signIn(email: string, withPassword = password) {
  const client = api.createClient()
  const { error } = await client.auth.signInWithPassword({ email, password: withPassword })
  if (error) throw error
  return client
}

describe('a link in a mail', () => {
  test('carries where the person was going, when that is allowed', async () => {
    const email = newEmail()
    const emailRedirectTo = 'http://localhost:3000/subscribe/premium?month=1&note=a%26b'
    await api.createClient().auth.signInWithOtp({ email, options: { emailRedirectTo } })
    const link = readLink((await api.readMail(email)).html)
    expect(link.pathname).toBe('/auth/confirm')
    expect(link.searchParams.get('type')).toBe('email')
    expect(link.searchParams.get('next')).toBe(emailRedirectTo)
  })

  test('leads to the site when another one is asked for', async () => {
    const email = newEmail()
    await api.createClient().auth.signInWithOtp({ email, options: { emailRedirectTo: 'https://evil.example/x' } })
    expect(readLink((await api.readMail(email)).html).searchParams.get('next')).toBe('http://localhost:3000')
  })
})

describe('a forgotten password', () => {
  test('is replaced through the link, and the owner is told', async () => {
    const { email } = await signedIn()
    const client = api.createClient()
    await client.auth.resetPasswordForEmail(email)
    const mail = await api.readMail(email)
    expect(mail.subject).toBe('Reset your Tandem password')
    const link = readLink(mail.html)
    expect([link.searchParams.get('type'), link.searchParams.get('next')]).toEqual(['recovery', '/account/password'])

    const token_hash = link.searchParams.get('token_hash') ?? ''
    expect((await client.auth.verifyOtp({ token_hash, type: 'recovery' })).error).toBeNull()
    expect((await client.auth.updateUser({ password: 'a new password' })).error).toBeNull()
    expect((await api.readMail(email)).subject).toBe('Your Tandem password was changed')
    expect((await api.readMail(email)).text).toContain(email)
    await signIn(email, 'a new password')
    expect((await api.createClient().auth.verifyOtp({ token_hash, type: 'recovery' })).error?.code).toBe('otp_expired')
  })

  test('is replaced through the code, typed on another device', async () => {
    const { email } = await signedIn()
    await api.createClient().auth.resetPasswordForEmail(email)
    const phone = api.createClient()
    const token = readCode((await api.readMail(email)).text)
    expect((await phone.auth.verifyOtp({ email, token, type: 'recovery' })).data.user?.email).toBe(email)
  })

  test('of an address without an account gets the same answer and no mail', async () => {
    const email = newEmail()
    expect((await api.createClient().auth.resetPasswordForEmail(email)).error).toBeNull()
    await expect(api.readMail(email)).rejects.toThrow('No mail was sent')
  })
})

describe('a change of the address', () => {
  async function askForChange() {
    const { email, client } = await signedIn()
    const wanted = newEmail()
    const { data, error } = await client.auth.updateUser({ email: wanted })
    expect(error).toBeNull()
    expect(data.user).toMatchObject({ email, new_email: wanted })
    const mails = { old: await api.readMail(email), new: await api.readMail(wanted) }
    return { email, wanted, client, mails }
  }
  const confirm = (mail: { html: string }) =>
    api.createClient().auth.verifyOtp({ token_hash: readHash(mail.html), type: 'email_change' })

  test('is asked of both addresses, in mails that name both and differ in link and code', async () => {
    const { email, wanted, mails } = await askForChange()
    for (const mail of Object.values(mails)) {
      expect(mail.subject).toBe('Confirm your new email address')
      expect(mail.text).toContain(`from ${email} to ${wanted}`)
      expect(readLink(mail.html).searchParams.get('type')).toBe('email_change')
    }
    expect(readHash(mails.old.html)).not.toBe(readHash(mails.new.html))
  })

  test.each([
    ['old', 'new'],
    ['new', 'old'],
  ] as const)('is made when the %s address and then the %s one have confirmed, not before', async (first, second) => {
    const { email, wanted, mails } = await askForChange()
    const half = await confirm(mails[first])
    expect(half.error).toBeNull()
    expect(half.data.session).toBeNull()
    await signIn(email)
    const whole = await confirm(mails[second])
    expect(whole.error).toBeNull()
    expect(whole.data.session?.user.email).toBe(wanted)
    expect(whole.data.user?.new_email).toBeUndefined()
    await signIn(wanted)
    await expect(signIn(email)).rejects.toThrow('Invalid login credentials')
  })

  test.each(['old', 'new'] as const)('is not made by the %s address confirming twice', async (side) => {
    const { email, mails } = await askForChange()
    await confirm(mails[side])
    expect((await confirm(mails[side])).error?.code).toBe('otp_expired')
    await signIn(email)
  })

  test('can be confirmed by the codes', async () => {
    const { email, wanted, mails } = await askForChange()
    const client = api.createClient()
    await client.auth.verifyOtp({ email, token: readCode(mails.old.text), type: 'email_change' })
    const { data } = await client.auth.verifyOtp({
      email: wanted,
      token: readCode(mails.new.text),
      type: 'email_change',
    })
    expect(data.user?.email).toBe(wanted)
  })

  test('is too late after an hour', async () => {
    const { email, mails } = await askForChange()
    await api.database
      .sql`update auth.users set email_change_sent_at = now() - interval '61 minutes' where email = ${email}`
    expect((await confirm(mails.new)).error?.code).toBe('otp_expired')
    expect((await confirm(mails.old)).error?.code).toBe('otp_expired')
  })

  test('can be asked for again: both mails come anew and the first ones are useless', async () => {
    const { email, wanted, client, mails } = await askForChange()
    expect((await client.auth.resend({ type: 'email_change', email })).error).toBeNull()
    expect((await confirm(mails.old)).error?.code).toBe('otp_expired')
    await confirm(await api.readMail(email))
    expect((await confirm(await api.readMail(wanted))).data.user?.email).toBe(wanted)
  })

  test('that nobody asked for is not sent again', async () => {
    const { email, client } = await signedIn()
    expect((await client.auth.resend({ type: 'email_change', email })).error).toBeNull()
    await expect(api.readMail(email)).rejects.toThrow('No mail was sent')
  })
})

describe('a change of the password', () => {
  const age = (email: string) =>
    api.database.sql`
      update auth.sessions set created_at = now() - interval '25 hours'
      where user_id = (select id from auth.users where email = ${email})`

  test('signs the other devices out, and the owner is told', async () => {
    const { email, client } = await signedIn()
    const other = await signIn(email)
    expect((await client.auth.updateUser({ password: 'a new password' })).error).toBeNull()
    expect((await client.auth.getUser()).data.user?.email).toBe(email)
    expect((await other.auth.refreshSession()).error).not.toBeNull()
    expect((await api.readMail(email)).subject).toBe('Your Tandem password was changed')
  })

  test('that is refused changes nothing and tells nobody', async () => {
    const { email, client } = await signedIn()
    const other = await signIn(email)
    expect((await client.auth.updateUser({ password: 'short' })).error?.code).toBe('weak_password')
    expect((await other.auth.getUser()).data.user?.email).toBe(email)
    await expect(api.readMail(email)).rejects.toThrow('No mail was sent')
  })

  test('asks for a code when the session is older than a day', async () => {
    const { email, client } = await signedIn()
    await age(email)
    const change = { password: 'a new password' }
    expect((await client.auth.updateUser(change)).error?.code).toBe('reauthentication_needed')
    await client.auth.reauthenticate()
    const mail = await api.readMail(email)
    expect(mail.subject).toBe('Your Tandem confirmation code')
    expect(mail.html).not.toContain('href=')
    const wrong = await client.auth.updateUser({ ...change, nonce: '000000' })
    expect(wrong.error?.code).toBe('reauthentication_not_valid')
    expect((await client.auth.updateUser({ ...change, nonce: readCode(mail.text) })).error).toBeNull()
    await signIn(email, change.password)
  })

  test('by a stranger without a session is refused', async () => {
    const answer = await fetch(`${api.url}/auth/v1/user`, {
      method: 'PUT',
      headers: { apikey: localKeys.publishable, 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'a new password' }),
    })
    expect(answer.status).toBe(401)
  })
})
