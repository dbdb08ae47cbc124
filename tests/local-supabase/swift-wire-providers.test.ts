import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashNonce, openSheet } from '../support/sign-in/use-sheet.ts'
import { openProviderPage, type Person, type Provider, passProvider } from '../support/sign-in/walk-provider.ts'
import { type SwiftSession, swiftSession, toAuthError } from '../support/swift/decode.ts'
import { createPkce, createSwiftApp, type SwiftApp } from '../support/swift/swift-app.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

// Apple and Google as the app comes to them: by the system's sheet with an identity token, or by a browser and a code.
let api: TestApi
let app: SwiftApp
beforeAll(async () => {
  api = await startTestApi({ providers: true })
  app = createSwiftApp(api.url)
})
afterAll(() => api.close())

const providers = ['apple', 'google'] as const
const newEmail = () => `${randomUUID()}@example.com`
const callback = 'tandem://auth-callback'

/** A nonce of the app, and the sheet that was given its hash. */
async function askSheet(provider: Provider, person: Person) {
  const nonce = randomUUID()
  return { nonce, ...(await openSheet(api, provider, person, { nonce: hashNonce(nonce) })) }
}

async function signIn(provider: Provider, person: Person): Promise<SwiftSession> {
  const { id_token, nonce } = await askSheet(provider, person)
  const body = { provider, id_token, nonce, link_identity: false }
  return app.sendForSession('auth.signInWithIdToken(credentials:)', { body })
}

async function link({ access_token }: SwiftSession, provider: Provider, person: Person) {
  const { id_token, nonce } = await askSheet(provider, person)
  const body = { provider, id_token, nonce, link_identity: true }
  return app.send('auth.linkIdentityWithIdToken(credentials:)', { token: access_token, body })
}

const listIdentities = async ({ access_token }: SwiftSession) =>
  (await app.sendForUser('auth.user()', { token: access_token })).identities ?? []
const listProviders = async (session: SwiftSession) =>
  (await listIdentities(session)).map(({ provider }) => provider).sort()

describe.each(providers)('signInWithIdToken of %s', (provider) => {
  test('with a nonce answers a session, and the same person again another one', async () => {
    const email = newEmail()
    const first = await signIn(provider, { email })
    expect(first.user).toMatchObject({ email, app_metadata: { provider, providers: [provider] } })
    expect(first.user.identities).toMatchObject([{ provider, user_id: first.user.id }])
    const second = await signIn(provider, { email })
    expect(second.user.id).toBe(first.user.id)
    expect(decodeJwt(second.access_token).session_id).not.toBe(decodeJwt(first.access_token).session_id)
  })

  const mistakes = {
    'the app has a nonce that the provider was not given': async () => {
      const { id_token } = await openSheet(api, provider, { email: newEmail() })
      return { id_token, nonce: randomUUID() }
    },
    'the provider was given a nonce that the app does not send': async () => {
      const { id_token } = await askSheet(provider, { email: newEmail() })
      return { id_token }
    },
    'the app sends another nonce': async () => {
      const { id_token } = await askSheet(provider, { email: newEmail() })
      return { id_token, nonce: randomUUID() }
    },
    'the app sends the hash and not the nonce': async () => {
      const { id_token, nonce } = await askSheet(provider, { email: newEmail() })
      return { id_token, nonce: hashNonce(nonce) }
    },
    'the provider was given the nonce and not its hash': async () => {
      const nonce = randomUUID()
      const { id_token } = await openSheet(api, provider, { email: newEmail() }, { nonce })
      return { id_token, nonce }
    },
    'the token and the nonce are of two sign-ins': async () => {
      const [one, other] = [await askSheet(provider, { email: newEmail() }), randomUUID()]
      const { id_token } = await openSheet(api, provider, { email: newEmail() }, { nonce: hashNonce(other) })
      return { id_token, nonce: one.nonce }
    },
  }
  const oneSided = 'Passed nonce and nonce in id_token should either both exist or not.'
  test.each(Object.entries(mistakes))('is refused where %s, and makes nobody', async (name, make) => {
    const body = { provider, ...(await make()), link_identity: false }
    const refusal = toAuthError(await app.send('auth.signInWithIdToken(credentials:)', { body }))
    const message = name.includes('not given') || name.includes('does not send') ? oneSided : 'Nonces mismatch'
    expect(refusal).toEqual({ status: 400, code: 'unknown', message, clearsSession: false })
    const { email } = decodeJwt<{ email: string }>(body.id_token)
    expect(await api.database.sql`select id from auth.users where email = ${email}`).toEqual([])
  })

  test('without a nonce on either side signs in, as the SDK’s own example does', async () => {
    const { id_token } = await openSheet(api, provider, { email: newEmail() })
    const body = { provider, id_token, link_identity: false }
    await app.sendForSession('auth.signInWithIdToken(credentials:)', { body })
  })
})

test('Google’s access token may come along, and must belong to the identity token', async () => {
  const { nonce, id_token, access_token } = await askSheet('google', { email: newEmail() })
  const body = { provider: 'google', id_token, access_token, nonce, link_identity: false }
  await app.sendForSession('auth.signInWithIdToken(credentials:)', { body })
  const wrong = { ...body, access_token: 'of somebody else' }
  const refusal = toAuthError(await app.send('auth.signInWithIdToken(credentials:)', { body: wrong }))
  expect(refusal).toMatchObject({ status: 400, message: 'Bad ID token' })
})

describe('linkIdentityWithIdToken', () => {
  test('adds a way to sign in, and answers a session of the same person', async () => {
    const email = newEmail()
    const google = await signIn('google', { email })
    const linked = swiftSession.parse((await link(google, 'apple', { email, hide: true })).json)
    expect(linked.user.id).toBe(google.user.id)
    expect(await listProviders(linked)).toEqual(['apple', 'google'])
    expect((await signIn('apple', { email })).user.id).toBe(google.user.id)
  })

  test('of what somebody else has is refused, and keeps the session', async () => {
    const theirs = newEmail()
    await signIn('apple', { email: theirs })
    const mine = await signIn('google', { email: newEmail() })
    expect(toAuthError(await link(mine, 'apple', { email: theirs }))).toMatchObject({
      status: 422,
      code: 'identity_already_exists',
      clearsSession: false,
    })
    expect(await listProviders(mine)).toEqual(['google'])
  })

  test('with a session that was signed out is refused, and the device forgets it', async () => {
    const gone = await signIn('google', { email: newEmail() })
    await app.send('auth.signOut(scope: .local)', { token: gone.access_token })
    expect(toAuthError(await link(gone, 'apple', { email: newEmail() }))).toMatchObject({
      status: 403,
      code: 'session_not_found',
      clearsSession: true,
    })
  })
})

/** The browser sheet: from the address that supabase-swift makes to the one that its scheme brings back. */
async function walk(provider: Provider, person: Person | 'cancel') {
  const { verifier, code_challenge } = createPkce()
  const answer = await app.send('auth.getOAuthSignInURL(provider:redirectTo:)', {
    address: { PROVIDER: provider, REDIRECT: callback, CHALLENGE: code_challenge },
  })
  expect(answer.status).toBe(302)
  const back = await passProvider(answer.headers.get('location') ?? '', person)
  expect(back.href.startsWith(callback)).toBe(true)
  return { back, auth_code: back.searchParams.get('code') ?? '', code_verifier: verifier }
}

const exchange = 'auth.signInWithOAuth(provider: .google, redirectTo:)'

describe.each(providers)('signInWithOAuth of %s', (provider) => {
  test('comes back to the app’s scheme with a code, which becomes a session once', async () => {
    const email = newEmail()
    const { auth_code, code_verifier } = await walk(provider, { email })
    const session = await app.sendForSession(exchange, { body: { auth_code, code_verifier } })
    expect(session.user).toMatchObject({ email, app_metadata: { provider } })
    expect(session.provider_token).toBeTruthy()
    const again = toAuthError(await app.send(exchange, { body: { auth_code, code_verifier } }))
    expect(again).toMatchObject({ status: 404, code: 'flow_state_not_found' })
  })

  test('that is cancelled comes back with the reason', async () => {
    const { back } = await walk(provider, 'cancel')
    expect(back.searchParams.get('code')).toBeNull()
    const reason = provider === 'apple' ? 'user_cancelled_authorize' : 'access_denied'
    expect(back.searchParams.get('error')).toBe(reason)
  })
})

test('a code that was caught on its way is of no use without the verifier', async () => {
  const { auth_code } = await walk('google', { email: newEmail() })
  const refusal = toAuthError(await app.send(exchange, { body: { auth_code, code_verifier: createPkce().verifier } }))
  expect(refusal).toMatchObject({ status: 400, code: 'bad_code_verifier', clearsSession: false })
})

describe('linking in a browser', () => {
  async function begin({ access_token }: SwiftSession) {
    const { verifier, code_challenge } = createPkce()
    const answer = await app.send('auth.getLinkIdentityURL(provider: .google, redirectTo:)', {
      token: access_token,
      address: { REDIRECT: callback, CHALLENGE: code_challenge },
    })
    return { answer, verifier }
  }

  test('answers the address, without a redirect, and the code that comes back is of the same person', async () => {
    const email = newEmail()
    const apple = await signIn('apple', { email, hide: true })
    const { answer, verifier } = await begin(apple)
    expect(answer).toMatchObject({ status: 200, json: { url: expect.any(String) } })
    const back = await passProvider((answer.json as { url: string }).url, { email })
    const body = { auth_code: back.searchParams.get('code') ?? '', code_verifier: verifier }
    const session = await app.sendForSession('auth.session(from:)', { body })
    expect(session.user.id).toBe(apple.user.id)
    expect(await listProviders(session)).toEqual(['apple', 'google'])
  })

  test('needs somebody who is signed in', async () => {
    const session = await signIn('apple', { email: newEmail() })
    await app.send('auth.signOut(scope: .local)', { token: session.access_token })
    expect(toAuthError((await begin(session)).answer)).toMatchObject({ code: 'session_not_found', clearsSession: true })
  })
})

describe('unlinkIdentity', () => {
  const unlink = ({ access_token }: SwiftSession, id: string) =>
    app.send('auth.unlinkIdentity(_:)', { token: access_token, address: { IDENTITY: id } })

  test('takes one way away, and never the last', async () => {
    const session = await signIn('google', { email: newEmail() })
    await link(session, 'apple', { email: newEmail(), hide: true })
    const [first, second] = await listIdentities(session)
    expect((await unlink(session, second?.identity_id ?? '')).status).toBe(200)
    expect(await listIdentities(session)).toMatchObject([{ identity_id: first?.identity_id }])
    expect(toAuthError(await unlink(session, first?.identity_id ?? ''))).toMatchObject({
      status: 422,
      code: 'single_identity_not_deletable',
    })
  })

  test('of somebody else’s is refused', async () => {
    const [mine, theirs] = [
      await signIn('google', { email: newEmail() }),
      await signIn('google', { email: newEmail() }),
    ]
    await link(mine, 'apple', { email: newEmail() })
    const [unwanted] = await listIdentities(theirs)
    expect(toAuthError(await unlink(mine, unwanted?.identity_id ?? ''))).toMatchObject({ code: 'identity_not_found' })
  })
})

test('the provider’s page is at the provider, not at ours', async () => {
  const { code_challenge } = createPkce()
  const query = `provider=google&redirect_to=${encodeURIComponent(callback)}&code_challenge=${code_challenge}&code_challenge_method=s256`
  expect(await openProviderPage(`${api.url}/auth/v1/authorize?${query}`)).toContain(`${api.identityUrl}/google/`)
})
