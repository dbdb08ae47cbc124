import { generateKeyPairSync } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInAppPurchaseKey, createServerApiClient } from './create-server-api-client.ts'
import { BUNDLE_ID, PREMIUM, startStore, type TestStore } from './start-store.ts'

const key = createInAppPurchaseKey()
const { issuerId, keyId } = key.registered
const nowSeconds = () => Math.floor(Date.now() / 1000)

type Token = { header?: object; claims?: Record<string, unknown>; privateKeyPem?: string }

/** A token as Apple asks for it, except for what a test changes. */
async function signToken({ header = {}, claims = {}, privateKeyPem = key.privateKeyPem }: Token = {}) {
  const payload = {
    iss: issuerId,
    aud: 'appstoreconnect-v1',
    bid: BUNDLE_ID,
    iat: nowSeconds(),
    exp: nowSeconds() + 300,
  }
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT', ...header })
    .sign(await importPKCS8(privateKeyPem, 'ES256'))
}

describe('who may call the Server API', () => {
  let store: TestStore
  let id: string
  beforeAll(async () => {
    store = await startStore({ serverApi: key.registered })
    id = (await store.buy(PREMIUM)).json.transaction_id
  })
  afterAll(() => store.close())

  const call = (authorization: string | null) =>
    fetch(`${store.origin}/inApps/v1/subscriptions/${id}`, { headers: authorization ? { authorization } : {} })

  it('answers a token of the registered key', async () => {
    expect((await call(`Bearer ${await signToken()}`)).status).toBe(200)
    expect((await call(`Bearer ${await signToken({ claims: { exp: nowSeconds() + 3600 } })}`)).status).toBe(200)
  })

  const strangerPem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
  const refused: [string, () => Promise<string | null>][] = [
    ['no token', async () => null],
    ['another scheme', async () => `Basic ${await signToken()}`],
    ['what is no token', async () => 'Bearer nothing'],
    ['a key that is not registered', async () => `Bearer ${await signToken({ privateKeyPem: strangerPem })}`],
    ['another key id', async () => `Bearer ${await signToken({ header: { kid: 'OTHERKEY99' } })}`],
    ['another issuer', async () => `Bearer ${await signToken({ claims: { iss: 'somebody' } })}`],
    ['another audience', async () => `Bearer ${await signToken({ claims: { aud: 'appstoreconnect-v2' } })}`],
    ['another app', async () => `Bearer ${await signToken({ claims: { bid: 'com.example.other' } })}`],
    ['no app', async () => `Bearer ${await signToken({ claims: { bid: undefined } })}`],
    ['no time of issue', async () => `Bearer ${await signToken({ claims: { iat: undefined } })}`],
    ['no end', async () => `Bearer ${await signToken({ claims: { exp: undefined } })}`],
    ['an end of more than an hour', async () => `Bearer ${await signToken({ claims: { exp: nowSeconds() + 3700 } })}`],
    [
      'a token that ran out',
      async () => `Bearer ${await signToken({ claims: { iat: nowSeconds() - 900, exp: nowSeconds() - 600 } })}`,
    ],
    [
      'a token of tomorrow',
      async () => `Bearer ${await signToken({ claims: { iat: nowSeconds() + 86_400, exp: nowSeconds() + 86_700 } })}`,
    ],
  ]
  it.each(refused)('refuses %s, and says nothing more', async (_what, authorization) => {
    const answer = await call(await authorization())
    expect([answer.status, await answer.text()]).toEqual([401, ''])
  })

  it('refuses a token without a signature, and one that is signed with the public key as a secret', async () => {
    const [head = '', body = ''] = (await signToken()).split('.')
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', kid: keyId })).toString('base64url')
    expect((await call(`Bearer ${unsigned}.${body}.`)).status).toBe(401)
    expect((await call(`Bearer ${head}.${body}.`)).status).toBe(401)
    const shared = await new SignJWT({ iss: issuerId, aud: 'appstoreconnect-v1', bid: BUNDLE_ID })
      .setProtectedHeader({ alg: 'HS256', kid: keyId })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(key.registered.publicKeyPem))
    expect((await call(`Bearer ${shared}`)).status).toBe(401)
  })

  it('refuses everybody while no key is registered', async () => {
    const closed = await startStore()
    const client = createServerApiClient(closed.origin, key)
    await expect(client.getTransactionInfo('1')).rejects.toMatchObject({ httpStatusCode: 401, apiError: null })
    await closed.close()
  })

  it('judges tokens by the real clock, wherever the store’s own is', async () => {
    await store.simulator.advance({ months: 2 })
    expect((await call(`Bearer ${await signToken()}`)).status).toBe(200)
  })
})

describe('a Server API that is busy or broken', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await startStore({ serverApi: key.registered })
  })
  afterAll(() => store.close())
  const set = (limits: object) =>
    fetch(`${store.origin}/control/server-api`, { method: 'PUT', body: JSON.stringify(limits) })
  beforeEach(async () => {
    await set({ refuse_next: 0, fail_next: 0, calls_per_second: null, retry_after_ms: 1000 })
  })

  const client = () => createServerApiClient(store.origin, key)
  const NOT_FOUND = { httpStatusCode: 404, apiError: 4040010 }

  it('refuses so many calls as it is told, each with a moment to come again in UNIX milliseconds', async () => {
    await set({ refuse_next: 1, retry_after_ms: 5000 })
    const before = Date.now()
    const answer = await fetch(`${store.origin}/inApps/v1/transactions/1`, {
      headers: { authorization: `Bearer ${await signToken()}` },
    })
    expect(answer.status).toBe(429)
    expect(await answer.json()).toEqual({ errorCode: 4290000, errorMessage: 'Rate limit exceeded.' })
    const retryAt = Number(answer.headers.get('retry-after'))
    expect(retryAt).toBeGreaterThanOrEqual(before + 5000)
    expect(retryAt).toBeLessThanOrEqual(Date.now() + 5000)
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject(NOT_FOUND)
  })

  it('fails so many calls as it is told, as something to try again', async () => {
    await set({ fail_next: 2 })
    const broken = { httpStatusCode: 500, apiError: 5000001 }
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject(broken)
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject(broken)
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject(NOT_FOUND)
  })

  it('keeps to a rate', async () => {
    const answer = await set({ calls_per_second: 1 })
    expect(await answer.json()).toMatchObject({ calls_per_second: 1 })
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject(NOT_FOUND)
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject({ httpStatusCode: 429, apiError: 4290000 })
  })

  it('counts only calls that it would have answered', async () => {
    await set({ refuse_next: 1 })
    const answer = await fetch(`${store.origin}/inApps/v1/transactions/1`)
    expect(answer.status).toBe(401)
    await expect(client().getTransactionInfo('1')).rejects.toMatchObject({ httpStatusCode: 429 })
  })

  it('says what is wrong with a setting', async () => {
    const answer = await set({ refuse_next: -1 })
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_input'])
  })
})
