import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SwiftSession, swiftSession, toAuthError } from '../support/swift/decode.ts'
import type { SwiftAnswer } from '../support/swift/send-recorded.ts'
import { createChallenge, createSwiftApp, type SwiftApp } from '../support/swift/swift-app.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

// How long a session of the app lives, and which answers make supabase-swift forget it.
let api: TestApi
let app: SwiftApp
beforeAll(async () => {
  api = await startTestApi()
  app = createSwiftApp(api.url)
})
afterAll(() => api.close())

const readCode = async (email: string) => /\b\d{6}\b/.exec((await api.readMail(email)).text)?.[0] ?? ''
const refresh = (refresh_token: string) => app.send('auth.refreshSession()', { body: { refresh_token } })
const readUser = ({ access_token }: SwiftSession) => app.send('auth.user()', { token: access_token })

function read({ status, json }: SwiftAnswer): SwiftSession {
  expect(status).toBe(200)
  return swiftSession.parse(json)
}

async function signUp(): Promise<SwiftSession> {
  const email = `${randomUUID()}@example.com`
  await app.send('auth.signUp(email:password:)', {
    body: { email, password: 'correct horse battery', ...createChallenge() },
  })
  const body = { email, token: await readCode(email), type: 'signup' }
  return app.sendForSession('auth.verifyOTP(email:token:type: .signup)', { body })
}

/** The same person on one more device. */
async function signInOnce({ user }: SwiftSession): Promise<SwiftSession> {
  const email = user.email ?? ''
  await app.send('auth.signInWithOTP(email:shouldCreateUser:)', {
    body: { email, create_user: false, ...createChallenge() },
  })
  const body = { email, token: await readCode(email), type: 'email' }
  return app.sendForSession('auth.verifyOTP(email:token:type: .email)', { body })
}

async function age(token: string, seconds: number): Promise<void> {
  await api.database.sql`update auth.refresh_tokens set updated_at = updated_at - ${`${seconds} seconds`}::interval
    where token = ${token}`
}

describe('refreshSession', () => {
  test('gives a new token of each kind, for the same session and the same person', async () => {
    const first = await signUp()
    const second = read(await refresh(first.refresh_token))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second.user.id).toBe(first.user.id)
    const [before, after] = [decodeJwt(first.access_token), decodeJwt(second.access_token)]
    expect(after.session_id).toBe(before.session_id)
    expect(after.amr).toEqual(before.amr)
  })

  test('that is sent again, because the answer was lost, gives the living token', async () => {
    const first = await signUp()
    const second = read(await refresh(first.refresh_token))
    expect(read(await refresh(first.refresh_token)).refresh_token).toBe(second.refresh_token)
  })

  test('twice at once makes one living token, which both have', async () => {
    const first = await signUp()
    const both = await Promise.all([refresh(first.refresh_token), refresh(first.refresh_token)])
    const [one, other] = both.map(read)
    expect(other?.refresh_token).toBe(one?.refresh_token)
    expect((await refresh(one?.refresh_token ?? '')).status).toBe(200)
  })

  test('with an older token is forgiven within ten seconds', async () => {
    const first = await signUp()
    const second = read(await refresh(first.refresh_token))
    const third = read(await refresh(second.refresh_token))
    expect(read(await refresh(first.refresh_token)).refresh_token).toBe(third.refresh_token)
  })

  test('with an older token after ten seconds ends the session: somebody else has it', async () => {
    const first = await signUp()
    const second = read(await refresh(first.refresh_token))
    const third = read(await refresh(second.refresh_token))
    await age(first.refresh_token, 11)
    const reused = toAuthError(await refresh(first.refresh_token))
    expect(reused).toMatchObject({ status: 400, code: 'refresh_token_already_used', clearsSession: true })
    expect(toAuthError(await refresh(third.refresh_token))).toMatchObject({
      code: 'refresh_token_already_used',
      clearsSession: true,
    })
  })

  test('with a token that nobody has clears the session on the device', async () => {
    expect(toAuthError(await refresh(randomUUID()))).toMatchObject({
      status: 400,
      code: 'refresh_token_not_found',
      clearsSession: true,
    })
  })

  test('of somebody whose account is gone clears the session on the device', async () => {
    const session = await signUp()
    await api.database.sql`delete from auth.users where id = ${session.user.id}`
    expect(toAuthError(await refresh(session.refresh_token)).clearsSession).toBe(true)
  })
})

describe('somebody who is banned', () => {
  test('comes in neither by refreshing, nor by a password, nor by a code', async () => {
    const session = await signUp()
    const email = session.user.email ?? ''
    await app.send('auth.signInWithOTP(email:shouldCreateUser:)', {
      body: { email, create_user: false, ...createChallenge() },
    })
    await api.database.sql`update auth.users set banned_until = now() + interval '1 day' where id = ${session.user.id}`
    const refused = { code: 'user_banned', clearsSession: false }
    expect(toAuthError(await refresh(session.refresh_token))).toMatchObject({ status: 400, ...refused })
    const byPassword = await app.send('auth.signIn(email:password:)', { body: { email, password: 'whatever' } })
    expect(toAuthError(byPassword)).toMatchObject({ status: 400, ...refused })
    const body = { email, token: await readCode(email), type: 'email' }
    expect(toAuthError(await app.send('auth.verifyOTP(email:token:type: .email)', { body }))).toMatchObject({
      status: 403,
      ...refused,
    })
  })
})

describe('signOut', () => {
  const signOut = (scope: string, { access_token }: SwiftSession) =>
    app.send(`auth.signOut(scope: .${scope})`, { token: access_token })
  const devices = async () => {
    const phone = await signUp()
    return { phone, tablet: await signInOnce(phone) }
  }

  test.each([
    ['local', { phone: 403, tablet: 200 }],
    ['others', { phone: 200, tablet: 403 }],
    ['global', { phone: 403, tablet: 403 }],
  ])('with the scope %s ends these sessions', async (scope, expected) => {
    const { phone, tablet } = await devices()
    expect((await signOut(scope, phone)).status).toBe(204)
    expect({ phone: (await readUser(phone)).status, tablet: (await readUser(tablet)).status }).toEqual(expected)
  })

  test('without a scope ends all of them', async () => {
    const { phone, tablet } = await devices()
    expect((await app.send('auth.signOut()', { token: phone.access_token })).status).toBe(204)
    expect((await readUser(tablet)).status).toBe(403)
  })

  test('ends what could be refreshed, too', async () => {
    const session = await signUp()
    await signOut('local', session)
    expect(toAuthError(await refresh(session.refresh_token))).toMatchObject({
      code: 'refresh_token_not_found',
      clearsSession: true,
    })
  })

  test('a second time says that the session is gone, and the device forgets it', async () => {
    const session = await signUp()
    await signOut('global', session)
    const again = toAuthError(await signOut('global', session))
    expect(again).toMatchObject({ status: 403, code: 'session_not_found', clearsSession: true })
  })
})

describe('a request with a session that is over', () => {
  test.each([
    ['auth.user()', undefined],
    ['auth.update(user:)', { data: { full_name: 'Ann Rider' } }],
    ['auth.reauthenticate()', undefined],
    ['auth.unlinkIdentity(_:)', undefined],
  ])('%s clears it on the device', async (call, body) => {
    const session = await signUp()
    await api.database.sql`delete from auth.sessions where user_id = ${session.user.id}`
    const address: Record<string, string> = call.startsWith('auth.unlink') ? { IDENTITY: randomUUID() } : {}
    const answer = await app.send(call, { token: session.access_token, body, address })
    expect(toAuthError(answer)).toMatchObject({ status: 403, code: 'session_not_found', clearsSession: true })
  })

  test('with a token that nobody signed does not', async () => {
    const answer = await app.send('auth.user()', { token: 'made.up.token' })
    expect(toAuthError(answer)).toMatchObject({ status: 403, code: 'bad_jwt', clearsSession: false })
  })
})
