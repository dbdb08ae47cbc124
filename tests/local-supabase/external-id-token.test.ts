import { createHash, randomUUID } from 'node:crypto'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { serveFetch } from '../support/serve-fetch.ts'
import {
  bundleId,
  googleIosClient,
  googleWebClient,
  hashNonce,
  openSheet,
  signInOnThePhone,
} from '../support/sign-in/use-sheet.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ providers: true })
})
afterAll(() => api.close())

const newEmail = () => `${randomUUID()}@example.com`

/** The request itself, as supabase-swift sends it, and the whole answer. */
async function grant(body: Record<string, unknown>, url = api.url) {
  const answer = await fetch(`${url}/auth/v1/token?grant_type=id_token`, {
    method: 'POST',
    headers: { apikey: localKeys.publishable, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe.each(['apple', 'google'] as const)('an identity token of %s', (provider) => {
  const nonce = randomUUID()
  const sheet = (asked = {}) => openSheet(api, provider, { email: newEmail() }, asked)

  test('with the nonce of the app signs in', async () => {
    const email = newEmail()
    const { data, error } = await signInOnThePhone(api, provider, { email })
    expect(error).toBeNull()
    expect(data.user).toMatchObject({ email, app_metadata: { provider } })
    expect(decodeJwt(data.session?.access_token ?? '')).toMatchObject({ amr: [{ method: 'oauth' }] })
    expect((await api.createClient().auth.getUser(data.session?.access_token)).data.user?.id).toBe(data.user?.id)
  })

  test('makes a session that knows how it began, also after it was refreshed', async () => {
    const phone = api.createClient()
    const { data } = await signInOnThePhone(api, provider, { email: newEmail() }, phone)
    const begun = decodeJwt(data.session?.access_token ?? '')
    const refreshed = await phone.auth.refreshSession()
    expect(decodeJwt(refreshed.data.session?.access_token ?? '').amr).toEqual(begun.amr)
  })

  test('without any nonce, on both sides, is taken as well', async () => {
    const { id_token } = await sheet()
    expect((await grant({ provider, id_token })).status).toBe(200)
  })

  test('with a nonce on one side only is refused', async () => {
    const words = 'Passed nonce and nonce in id_token should either both exist or not.'
    const refusal = { status: 400, body: { error: 'invalid request', error_description: words } }
    expect(await grant({ provider, id_token: (await sheet()).id_token, nonce })).toEqual(refusal)
    const hashed = await sheet({ nonce: hashNonce(nonce) })
    expect(await grant({ provider, id_token: hashed.id_token })).toEqual(refusal)
  })

  test('with another nonce is refused, and so is the hash in place of the nonce', async () => {
    const { id_token } = await sheet({ nonce: hashNonce(nonce) })
    for (const wrong of ['another', hashNonce(nonce)])
      expect(await grant({ provider, id_token, nonce: wrong })).toEqual({
        status: 400,
        body: { error: 'invalid nonce', error_description: 'Nonces mismatch' },
      })
  })

  test('with a changed content is refused', async () => {
    const [header, payload = '', signature] = (await sheet()).id_token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const changed = Buffer.from(JSON.stringify({ ...claims, email: 'victim@example.com' })).toString('base64url')
    expect(await grant({ provider, id_token: `${header}.${changed}.${signature}` })).toEqual({
      status: 400,
      body: { error: 'invalid request', error_description: 'Bad ID token' },
    })
  })

  test('that is not there, or not a token, is refused', async () => {
    expect((await grant({ provider })).body).toMatchObject({ error_description: 'id_token required' })
    expect((await grant({ provider, id_token: 'garbage' })).body).toMatchObject({ error_description: 'Bad ID token' })
  })
})

describe('for whom an identity token is', () => {
  test('Apple’s may be for the app or for the website', async () => {
    const email = newEmail()
    for (const client_id of [bundleId, 'com.example.tandem.web']) {
      const { id_token } = await openSheet(api, 'apple', { email }, { client_id })
      expect((await grant({ provider: 'apple', id_token })).status).toBe(200)
    }
  })

  test('Google’s may be for the app, or for the server that the app names', async () => {
    const email = newEmail()
    for (const server_client_id of [undefined, googleWebClient]) {
      const { id_token } = await openSheet(api, 'google', { email }, { client_id: googleIosClient, server_client_id })
      expect(decodeJwt(id_token)).toMatchObject({ aud: server_client_id ?? googleIosClient, azp: googleIosClient })
      expect((await grant({ provider: 'google', id_token })).status).toBe(200)
    }
  })

  test('a provider that is unknown is refused', async () => {
    expect((await grant({ provider: 'https://evil.example', id_token: 'a.b.c' })).body).toMatchObject({
      error_code: 'validation_failed',
    })
    expect((await grant({ id_token: 'a.b.c' })).body).toMatchObject({
      error_description: 'provider or client_id and issuer required',
    })
  })

  test('a token of one provider is none of the other', async () => {
    const { id_token } = await openSheet(api, 'google', { email: newEmail() })
    expect((await grant({ provider: 'apple', id_token })).body).toMatchObject({ error_description: 'Bad ID token' })
  })
})

describe('the access token beside Google’s identity token', () => {
  test('must belong to it', async () => {
    const { id_token, access_token } = await openSheet(api, 'google', { email: newEmail() })
    expect((await grant({ provider: 'google', id_token, access_token })).status).toBe(200)
    expect((await grant({ provider: 'google', id_token, access_token: 'another' })).status).toBe(400)
  })
})

describe('a provider whose tokens are made by hand', () => {
  let own: TestApi
  let keys: Awaited<ReturnType<typeof serveFetch>>
  let sign: (claims: Record<string, unknown>, end?: string) => Promise<string>
  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'hand', alg: 'RS256' }
    keys = await serveFetch(() => Response.json({ keys: [jwk] }))
    sign = (claims, end = '5m') =>
      new SignJWT({ sub: '1', aud: bundleId, email: newEmail(), ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'hand' })
        .setIssuedAt()
        .setExpirationTime(end)
        .sign(privateKey)
    const settings = { authorize: keys.url, token: keys.url, keys: keys.url, secret: '' }
    own = await startTestApi({ external: { apple: settings, google: settings } })
  })
  afterAll(async () => {
    await own.close()
    await keys.close()
  })
  const ask = async (provider: string, claims: Record<string, unknown>, end?: string) =>
    grant({ provider, id_token: await sign(claims, end) }, own.url)

  test('Apple may sign as either of its two names', async () => {
    for (const iss of ['https://appleid.apple.com', 'https://account.apple.com'])
      expect((await ask('apple', { iss, sub: randomUUID() })).status).toBe(200)
  })

  test('another issuer, an end in the past and a missing subject are refused', async () => {
    const iss = 'https://appleid.apple.com'
    expect((await ask('apple', { iss: 'https://evil.example' })).body.error_description).toBe('Bad ID token')
    expect((await ask('apple', { iss }, '-1m')).body.error_description).toBe('Bad ID token')
    expect((await ask('apple', { iss, sub: '' })).body.error_description).toBe('Missing sub claim in id_token')
  })

  test('a token for another app is refused with the audience that it has', async () => {
    const refusal = await ask('apple', { iss: 'https://appleid.apple.com', aud: 'com.evil.app' })
    expect(refusal).toEqual({
      status: 400,
      body: { error: 'invalid request', error_description: 'Unacceptable audience in id_token: [com.evil.app]' },
    })
  })

  test('Apple’s address counts as verified whatever the token says, Google’s only when it says so', async () => {
    const iss = 'https://appleid.apple.com'
    expect((await ask('apple', { iss, sub: randomUUID(), email_verified: 'false' })).status).toBe(200)
    const google = { iss: 'https://accounts.google.com', aud: googleIosClient }
    const unverified = await ask('google', { ...google, sub: randomUUID(), email_verified: false })
    expect(unverified.body).toMatchObject({ error_code: 'provider_email_needs_verification' })
    expect((await ask('google', { ...google, sub: randomUUID(), email_verified: true })).status).toBe(200)
  })
})

test('the request without a key is refused', async () => {
  const answer = await fetch(`${api.url}/auth/v1/token?grant_type=id_token`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(401)
})

test('the nonce’s hash is what Apple’s documentation and Supabase’s source agree on', () => {
  expect(hashNonce('abc')).toBe(createHash('sha256').update('abc', 'utf8').digest('hex'))
  expect(hashNonce('abc')).toMatch(/^ba7816bf/)
})
