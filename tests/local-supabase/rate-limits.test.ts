import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
let counter = 0
let hours = 0

beforeAll(async () => {
  api = await startTestApi({
    limitsRates: true,
    auth: (auth) => ({ ...auth, rate_limit: { ...auth.rate_limit, email_sent: 40 } }),
  })
})
afterAll(() => api.close())

// Only the clock that counts: timers go on, or nothing would answer.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  // Each test has an hour of its own, with nothing counted yet.
  hours += 2
  vi.setSystemTime(Date.now() + hours * 3_600_000)
})
afterEach(() => {
  vi.useRealTimers()
})

const newEmail = () => `${randomUUID()}@example.com`
const newAddress = () => `203.0.113.${++counter}`
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

type Caller = { from?: string; key?: string }

/** A call with a secret key may say whose it is; so do these, as the relay does. */
async function call(path: string, body: object, { from, key = localKeys.secret }: Caller = {}) {
  const answer = await fetch(`${api.url}/auth/v1${path}`, {
    method: 'POST',
    headers: { apikey: key, 'content-type': 'application/json', ...(from ? { 'sb-forwarded-for': from } : {}) },
    body: JSON.stringify(body),
  })
  const { error_code, msg } = (await answer.json()) as { error_code?: string; msg?: string }
  return { status: answer.status, code: error_code, msg, header: answer.headers.get('x-sb-error-code') }
}

const tryPassword = (caller: Caller) =>
  call('/token?grant_type=password', { email: 'ana@example.com', password: 'wrong password' }, caller)
const tryCode = (caller: Caller) =>
  call('/verify', { email: 'ana@example.com', token: '000000', type: 'email' }, caller)

async function exhaust(act: () => Promise<{ status: number }>): Promise<void> {
  for (let count = 0; count < 30; count++) expect((await act()).status).not.toBe(429)
}

describe('one address', () => {
  test('may try thirty passwords at once, and then one every two seconds', async () => {
    const from = newAddress()
    await exhaust(() => tryPassword({ from }))
    const refused = { status: 429, code: 'over_request_rate_limit', msg: 'Request rate limit reached' }
    expect(await tryPassword({ from })).toEqual({ ...refused, header: 'over_request_rate_limit' })
    pass(2)
    expect((await tryPassword({ from })).code).toBe('invalid_credentials')
    expect(await tryPassword({ from })).toMatchObject(refused)
  })

  test('may try thirty codes, and then one every ten seconds', async () => {
    const from = newAddress()
    await exhaust(() => tryCode({ from }))
    expect(await tryCode({ from })).toMatchObject({ status: 429, code: 'over_request_rate_limit' })
    pass(9)
    expect((await tryCode({ from })).status).toBe(429)
    pass(1)
    expect((await tryCode({ from })).code).toBe('otp_expired')
  })

  test('does not use up the tries of another, nor those of another kind', async () => {
    const from = newAddress()
    await exhaust(() => tryCode({ from }))
    expect((await tryCode({ from })).status).toBe(429)
    expect((await tryCode({ from: newAddress() })).status).not.toBe(429)
    expect((await tryPassword({ from })).code).toBe('invalid_credentials')
  })

  test('is that of the socket for whoever has no secret key, whatever the header says', async () => {
    const stranger = () => tryCode({ from: newAddress(), key: localKeys.publishable })
    await exhaust(stranger)
    expect(await stranger()).toMatchObject({ status: 429, code: 'over_request_rate_limit' })
  })

  test('that is none is not believed', async () => {
    const nobody = () => tryCode({ from: `somebody ${++counter}` })
    await exhaust(nobody)
    expect((await nobody()).status).toBe(429)
  })

  test('is refused in the form that newer clients read', async () => {
    const from = newAddress()
    await exhaust(() => tryCode({ from }))
    const answer = await fetch(`${api.url}/auth/v1/verify`, {
      method: 'POST',
      headers: { apikey: localKeys.secret, 'sb-forwarded-for': from, 'x-supabase-api-version': '2024-01-01' },
      body: '{}',
    })
    expect(answer.status).toBe(429)
    expect(await answer.json()).toEqual({ code: 'over_request_rate_limit', message: 'Request rate limit reached' })
  })
})

describe('mails', () => {
  const askForCode = (email: string) => call('/otp', { email, create_user: true }, { from: newAddress() })

  test('of one kind go to a person once a minute', async () => {
    const email = newEmail()
    expect((await askForCode(email)).status).toBe(200)
    pass(20)
    expect(await askForCode(email)).toMatchObject({
      status: 429,
      code: 'over_email_send_rate_limit',
      msg: 'For security purposes, you can only request this after 40 seconds.',
    })
    pass(40)
    expect((await askForCode(email)).status).toBe(200)
  })

  test('are sent as many in an hour as config.toml says, to all together', async () => {
    for (let count = 0; count < 40; count++) expect((await askForCode(newEmail())).status).toBe(200)
    expect(await askForCode(newEmail())).toMatchObject({
      status: 429,
      code: 'over_email_send_rate_limit',
      msg: 'email rate limit exceeded',
    })
    pass(3600)
    expect((await askForCode(newEmail())).status).toBe(200)
  })
})

test('supabase-js reads the refusal as its own error code', async () => {
  const client = api.createClient()
  const codes = new Set<string | undefined>()
  for (let count = 0; count < 32; count++)
    codes.add((await client.auth.signInWithPassword({ email: newEmail(), password: 'wrong password' })).error?.code)
  expect([...codes]).toEqual(['invalid_credentials', 'over_request_rate_limit'])
})

test('without the option nothing is counted', async () => {
  const free = await startTestApi()
  const client = free.createClient()
  for (let count = 0; count < 40; count++) {
    const { error } = await client.auth.verifyOtp({ email: 'ana@example.com', token: '000000', type: 'email' })
    expect(error?.code).toBe('otp_expired')
  }
  await free.close()
})
