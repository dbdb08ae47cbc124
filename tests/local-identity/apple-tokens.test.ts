import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { bundleId, createProviders, readToken, servicesId, startedAt, type TestProviders } from './create-providers.ts'

let apple: TestProviders
beforeEach(async () => {
  apple = await createProviders()
})
const ann = { email: 'ann@example.com', name: 'Ann Tan' }
const sheet = (asked = {}) => apple.sheet('apple', { account: ann, client_id: bundleId, ...asked })
const redeem = async (code = '') => apple.tokens({ grant_type: 'authorization_code', code })

describe('tokens for the code of the app', () => {
  test('are an access token, a refresh token and an identity token', async () => {
    const { authorization_code, user } = await sheet()
    const { status, body } = await redeem(authorization_code)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect(body.refresh_token).toMatch(/^r/)
    expect(readToken(body.id_token)).toMatchObject({ sub: user, aud: bundleId, email: ann.email, email_verified: true })
  })

  test('come once for a code, and not after five minutes', async () => {
    const first = (await sheet()).authorization_code
    expect((await redeem(first)).status).toBe(200)
    expect(await redeem(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const second = (await sheet()).authorization_code
    apple.advance(5 * 60_000 + 1)
    expect(await redeem(second)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('come only for the client that got the code', async () => {
    const { authorization_code: code = '' } = await sheet()
    const client_secret = await apple.secret({ clientId: servicesId })
    const asked = { grant_type: 'authorization_code', code, client_id: servicesId, client_secret }
    expect((await apple.tokens(asked)).body.error).toBe('invalid_grant')
  })

  test('come again for the refresh token, without another of it', async () => {
    const { body } = await redeem((await sheet()).authorization_code)
    const again = await apple.tokens({ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })
    expect(again.status).toBe(200)
    expect(again.body.refresh_token).toBeUndefined()
  })

  test('another grant is unknown', async () => {
    expect((await apple.tokens({ grant_type: 'password' })).body.error).toBe('unsupported_grant_type')
  })
})

describe('the client secret', () => {
  const minute = 60
  const other = () =>
    generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey
  test.each([
    ['of another key', () => ({ privateKeyPem: other() })],
    ['with another key id', () => ({ keyId: 'AAAAAAAAAA' })],
    ['of another team', () => ({ teamId: 'BBBBBBBBBB' })],
    ['for another client', () => ({ clientId: servicesId })],
    ['that has ended', () => ({ issuedAt: new Date(startedAt - 10 * minute * 1000), lifetimeSeconds: minute })],
    ['that would live longer than six months', () => ({ lifetimeSeconds: 15_777_000 + minute })],
  ])('%s is refused', async (_name, changes) => {
    const { authorization_code: code = '' } = await sheet()
    const client_secret = await apple.secret(changes())
    const answer = await apple.tokens({ grant_type: 'authorization_code', code, client_secret })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client' } })
  })

  test('for a client that is not registered is refused', async () => {
    const client_secret = await apple.secret({ clientId: 'com.evil' })
    expect((await apple.tokens({ client_id: 'com.evil', client_secret })).body.error).toBe('invalid_client')
  })

  test('that Auth is configured with is good for the website, for six months', async () => {
    const { apple: secret } = await apple.createSecrets()
    const { sub, exp = 0, iat = 0 } = readToken(secret)
    expect({ sub, lifetime: exp - iat }).toEqual({ sub: servicesId, lifetime: 15_777_000 })
  })
})

describe('ending a person’s tokens', () => {
  const revoke = async (token: string, changes = {}) =>
    apple.post('/apple/auth/revoke', {
      client_id: bundleId,
      client_secret: await apple.secret(),
      token,
      token_type_hint: 'refresh_token',
      ...changes,
    })

  test('ends the refresh token, and the next sign-in is a first one again', async () => {
    const { body } = await redeem((await sheet({ hide_email: true })).authorization_code)
    const answer = await revoke(body.refresh_token ?? '')
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    const asked = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' }
    expect((await apple.tokens(asked)).body.error).toBe('invalid_grant')
    expect((await sheet()).full_name).toEqual({ given_name: 'Ann', family_name: 'Tan' })
  })

  test('a second time, and of a token that was never given, is answered alike', async () => {
    const { body } = await redeem((await sheet()).authorization_code)
    for (const token of [body.refresh_token ?? '', body.refresh_token ?? '', 'unknown'])
      expect((await revoke(token)).status).toBe(200)
  })

  test('without a token or with a bad secret is refused', async () => {
    expect(await (await revoke('')).json()).toMatchObject({ error: 'invalid_request' })
    const refused = await revoke('r1', { client_secret: 'bad' })
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_client' }])
  })

  test('is in the log with everything else that was asked, the newest first', async () => {
    const { body } = await redeem((await sheet()).authorization_code)
    await redeem('used up')
    await revoke(body.refresh_token ?? '')
    const at = '2026-11-21T09:00:00.000Z'
    expect(await apple.log()).toEqual([
      { at, action: 'revoke', client_id: bundleId, email: ann.email, outcome: 'done' },
      { at, action: 'token', client_id: bundleId, email: null, outcome: 'invalid_grant' },
      { at, action: 'token', client_id: bundleId, email: ann.email, outcome: 'done' },
    ])
  })
})
