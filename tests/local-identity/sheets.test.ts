import { beforeEach, describe, expect, test } from 'vitest'
import { bundleId, createProviders, readToken, type TestProviders } from './create-providers.ts'

let both: TestProviders
beforeEach(async () => {
  both = await createProviders()
})

describe('Apple’s sheet on the phone', () => {
  const ask = (email: string, asked = {}) =>
    both.sheet('apple', { account: { email, name: 'Ann Mei Tan' }, client_id: bundleId, ...asked })

  test('tells name and address the first time only', async () => {
    const first = await ask('ann@example.com')
    expect(first).toMatchObject({
      email: 'ann@example.com',
      full_name: { given_name: 'Ann Mei', family_name: 'Tan' },
    })
    const second = await ask('ann@example.com')
    expect(second).toMatchObject({ user: first.user, email: null, full_name: null })
    expect(readToken(second.id_token)).toMatchObject({ sub: first.user, email: 'ann@example.com' })
  })

  test('puts the nonce into the token as the app gave it, and none when there is none', async () => {
    expect(readToken((await ask('ann@example.com', { nonce: 'abc' })).id_token)).toMatchObject({ nonce: 'abc' })
    expect(readToken((await ask('ann@example.com')).id_token)).not.toHaveProperty('nonce')
  })

  test('with Hide My Email gives one relay address per person, and the choice holds', async () => {
    const first = readToken((await ask('ann@example.com', { hide_email: true })).id_token)
    expect(first).toMatchObject({ is_private_email: true })
    expect(first.email).toMatch(/^[0-9a-f]{10}@privaterelay\.appleid\.com$/)
    expect(readToken((await ask('ann@example.com', { hide_email: false })).id_token).email).toBe(first.email)
    expect(readToken((await ask('ben@example.com', { hide_email: true })).id_token).email).not.toBe(first.email)
  })

  test('an account can be named by its id', async () => {
    const first = await ask('ann@example.com')
    const second = await both.sheet('apple', { account: { id: first.user }, client_id: bundleId })
    expect(second.user).toBe(first.user)
    expect(await both.sheet('apple', { account: { id: 'nobody' }, client_id: bundleId })).toMatchObject({
      error: 'unknown_account',
    })
  })

  test('an app that is not registered, and a body that is not right, are refused', async () => {
    expect(await ask('ann@example.com', { client_id: 'com.evil' })).toMatchObject({ error: 'invalid_client' })
    expect(await ask('no address')).toMatchObject({ error: 'invalid_request' })
  })
})

describe('Google’s sheet on the phone', () => {
  const ask = (asked = {}) =>
    both.sheet('google', { account: { email: 'ann@example.com' }, client_id: 'ios', ...asked })

  test('gives a token for the app, or for the server that the app names', async () => {
    expect(readToken((await ask()).id_token)).toMatchObject({ aud: 'ios', azp: 'ios', email_verified: true })
    expect(readToken((await ask({ server_client_id: 'web' })).id_token)).toMatchObject({ aud: 'web', azp: 'ios' })
    expect(await ask({ server_client_id: 'evil' })).toMatchObject({ error: 'invalid_client' })
  })

  test('says whether the address is verified, which stays as it was where nothing is said', async () => {
    const account = { email: 'ann@example.com', email_verified: false }
    expect(readToken((await ask({ account })).id_token)).toMatchObject({ email_verified: false })
    expect(readToken((await ask()).id_token)).toMatchObject({ email_verified: false })
  })
})

test('the phone’s page, which is of another origin, may ask', async () => {
  const request = new Request('http://identity/apple/native', {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:3001', 'access-control-request-method': 'POST' },
  })
  expect((await both.fetch(request)).headers.get('access-control-allow-origin')).toBe('*')
})
