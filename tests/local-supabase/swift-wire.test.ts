import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { swiftUser, toAuthError } from '../support/swift/decode.ts'
import { createChallenge, createSwiftApp, type SwiftApp } from '../support/swift/swift-app.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

// What supabase-swift sends for an account with an e-mail address, and whether it can read what comes back.
let api: TestApi
let app: SwiftApp
beforeAll(async () => {
  api = await startTestApi()
  app = createSwiftApp(api.url)
})
afterAll(() => api.close())

const password = 'correct horse battery'
const newEmail = () => `${randomUUID()}@example.com`
const readCode = async (email: string) => /\b\d{6}\b/.exec((await api.readMail(email)).text)?.[0] ?? ''

async function signUp(email: string) {
  const user = await app.sendForUser('auth.signUp(email:password:)', {
    body: { email, password, ...createChallenge() },
  })
  return { user, code: await readCode(email) }
}

/** Somebody who signed up in the app and confirmed; the app sets the password once more, as everybody must. */
async function newPerson() {
  const email = newEmail()
  const { code } = await signUp(email)
  const session = await app.sendForSession('auth.verifyOTP(email:token:type: .signup)', {
    body: { email, token: code, type: 'signup' },
  })
  await app.send('auth.update(user:)', { token: session.access_token, body: { password } })
  return { email, session, token: session.access_token }
}

const signIn = (email: string, secret = password) =>
  app.send('auth.signIn(email:password:)', { body: { email, password: secret } })

describe('signUp', () => {
  test('answers a user and no session: the app asks for the code', async () => {
    const email = newEmail()
    const { user, code } = await signUp(email)
    expect(user).toMatchObject({ email, aud: 'authenticated', app_metadata: { provider: 'email' } })
    expect(user.identities).toHaveLength(1)
    expect(user.email_confirmed_at ?? null).toBeNull()
    expect(code).toMatch(/^\d{6}$/)
  })

  test('of a known address answers what a new one would, without an identity', async () => {
    const { email } = await newPerson()
    const body = { email, password: 'another password', ...createChallenge() }
    const user = await app.sendForUser('auth.signUp(email:password:)', { body })
    expect(user).toMatchObject({ email, identities: [] })
  })

  test('keeps what the app says about the person, and leads where it wants', async () => {
    const [named, led] = [newEmail(), newEmail()]
    const data = { full_name: 'Ann Rider' }
    const body = { email: named, password, data, ...createChallenge() }
    expect((await app.sendForUser('auth.signUp(email:password:data:)', { body })).user_metadata).toMatchObject(data)
    await app.sendForUser('auth.signUp(email:password:redirectTo:)', {
      body: { email: led, password, ...createChallenge() },
      address: { REDIRECT: 'tandem://auth-callback' },
    })
    expect((await api.readMail(led)).html).toContain(`next=${encodeURIComponent('tandem://auth-callback')}`)
  })

  test('with a short password says what is wrong with it', async () => {
    const body = { email: newEmail(), password: 'short', ...createChallenge() }
    expect(toAuthError(await app.send('auth.signUp(email:password:)', { body }))).toMatchObject({
      status: 422,
      code: 'weak_password',
      reasons: ['length'],
      clearsSession: false,
    })
  })
})

describe('verifyOTP', () => {
  test('of a sign-up answers a session; the same code does nothing again', async () => {
    const email = newEmail()
    const { user, code } = await signUp(email)
    const body = { email, token: code, type: 'signup' }
    const session = await app.sendForSession('auth.verifyOTP(email:token:type: .signup)', { body })
    expect(session.user.id).toBe(user.id)
    expect(session.user.email_confirmed_at).toBeTruthy()
    expect(session.expires_at - Date.now() / 1000).toBeGreaterThan(3500)
    const again = await app.send('auth.verifyOTP(email:token:type: .signup)', { body })
    expect(toAuthError(again)).toMatchObject({ status: 403, code: 'otp_expired', clearsSession: false })
  })

  test('with a wrong code keeps the door shut', async () => {
    const email = newEmail()
    const { code } = await signUp(email)
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    const refusal = await app.send('auth.verifyOTP(email:token:type: .signup)', {
      body: { email, token: wrong, type: 'signup' },
    })
    expect(toAuthError(refusal).code).toBe('otp_expired')
  })

  test('takes the hash of the mail’s link as well', async () => {
    const email = newEmail()
    await signUp(email)
    const token_hash = /token_hash=([0-9a-f]+)/.exec((await api.readMail(email)).html)?.[1] ?? ''
    const session = await app.sendForSession('auth.verifyOTP(tokenHash:type:)', { body: { token_hash, type: 'email' } })
    expect(session.user.email).toBe(email)
  })
})

describe('resend', () => {
  test('sends the code once more, and answers a stranger the same', async () => {
    const email = newEmail()
    const { code } = await signUp(email)
    const ask = (to: string) =>
      app.send('auth.resend(email:type: .signup)', { body: { type: 'signup', email: to, ...createChallenge() } })
    const [known, unknown] = [await ask(email), await ask(newEmail())]
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json])
    const second = await readCode(email)
    expect(second).not.toBe(code)
    const body = { email, token: second, type: 'signup' }
    await app.sendForSession('auth.verifyOTP(email:token:type: .signup)', { body })
  })
})

describe('signIn', () => {
  test('with the password answers a session whose token says how and when', async () => {
    const { email, session } = await newPerson()
    const again = await app.sendForSession('auth.signIn(email:password:)', { body: { email, password } })
    expect(again.user.id).toBe(session.user.id)
    expect(decodeJwt(again.access_token)).toMatchObject({
      sub: session.user.id,
      role: 'authenticated',
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
    })
  })

  test('with a wrong one, or as nobody, is refused in the same words', async () => {
    const { email } = await newPerson()
    const wrong = toAuthError(await signIn(email, 'wrong password'))
    expect(wrong).toMatchObject({ status: 400, code: 'invalid_credentials', clearsSession: false })
    expect(toAuthError(await signIn(newEmail()))).toEqual(wrong)
  })

  test('before confirming says so to who knows the password', async () => {
    const email = newEmail()
    await signUp(email)
    expect(toAuthError(await signIn(email))).toMatchObject({ status: 400, code: 'email_not_confirmed' })
  })
})

describe('a code by mail', () => {
  const ask = (email: string) =>
    app.send('auth.signInWithOTP(email:shouldCreateUser:)', {
      body: { email, create_user: false, ...createChallenge() },
    })

  test('signs in who has an account', async () => {
    const { email, session } = await newPerson()
    expect((await ask(email)).status).toBe(200)
    const body = { email, token: await readCode(email), type: 'email' }
    const again = await app.sendForSession('auth.verifyOTP(email:token:type: .email)', { body })
    expect(again.user.id).toBe(session.user.id)
  })

  test('makes no account where the app did not ask for one', async () => {
    expect(toAuthError(await ask(newEmail()))).toMatchObject({ status: 422, code: 'otp_disabled' })
  })
})

describe('resetPasswordForEmail', () => {
  const ask = (email: string) => app.send('auth.resetPasswordForEmail(_:)', { body: { email, ...createChallenge() } })

  test('mails a code that leads in, and the new password counts', async () => {
    const { email, session } = await newPerson()
    await ask(email)
    const body = { email, token: await readCode(email), type: 'recovery' }
    const recovered = await app.sendForSession('auth.verifyOTP(email:token:type: .recovery)', { body })
    expect(recovered.user.id).toBe(session.user.id)
    const change = { password: 'a new password' }
    await app.sendForUser('auth.update(user:)', { token: recovered.access_token, body: change })
    expect((await signIn(email, change.password)).status).toBe(200)
    expect(toAuthError(await signIn(email)).code).toBe('invalid_credentials')
  })

  test('answers the same for an address that nobody has', async () => {
    const { email } = await newPerson()
    const [known, unknown] = [await ask(email), await ask(newEmail())]
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json])
  })
})

describe('update', () => {
  test('keeps a name, and answers the whole user', async () => {
    const { token, session } = await newPerson()
    const body = { data: { full_name: 'Ann Rider' } }
    const user = await app.sendForUser('auth.update(user:)', { token, body })
    expect(user).toMatchObject({ id: session.user.id, user_metadata: body.data })
    expect(swiftUser.parse((await app.send('auth.user()', { token })).json).user_metadata).toMatchObject(body.data)
  })

  test('of the password to what it is says so', async () => {
    const { token } = await newPerson()
    const refusal = await app.send('auth.update(user:)', { token, body: { password } })
    expect(toAuthError(refusal)).toMatchObject({ status: 422, code: 'same_password', clearsSession: false })
  })

  test('of the password in an old session needs the code that reauthenticate mails', async () => {
    const { email, token } = await newPerson()
    await api.database.sql`update auth.sessions set created_at = now() - interval '25 hours'
      where id = ${String(decodeJwt(token).session_id)}`
    const change = { password: 'a new password' }
    const refusal = await app.send('auth.update(user:)', { token, body: change })
    expect(toAuthError(refusal)).toMatchObject({ code: 'reauthentication_needed', clearsSession: false })
    expect((await app.send('auth.reauthenticate()', { token })).status).toBe(200)
    const body = { ...change, nonce: await readCode(email) }
    await app.sendForUser('auth.update(user:)', { token, body })
    expect((await signIn(email, change.password)).status).toBe(200)
  })
})
