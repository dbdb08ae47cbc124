import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { MissingConfigurationError, readRelayEnv } from '../../supabase/functions/_shared/env.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { createAuthRelayRoutes } from '../../supabase/functions/auth-relay/routes.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

const relaySecret = 'a-secret-of-the-web-that-is-long-enough'
const lines: string[] = []

type Seen = { url: string; method: string; headers: Headers; body: string }

/** The relay, in front of an Auth that remembers what it was asked and gives one answer. */
function setUp(answer: () => Response | Promise<Response> = () => Response.json({ fine: true })) {
  const seen: Seen[] = []
  const relay = createAuthRelayRoutes({
    relaySecret,
    secretKey: localKeys.secret,
    supabaseUrl: 'http://supabase.test',
    fetch: async (input, init) => {
      const request = new Request(input, init)
      seen.push({ url: request.url, method: request.method, headers: request.headers, body: await request.text() })
      return answer()
    },
    log: createLog('auth-relay', (line) => lines.push(line)),
  })
  return { relay, seen }
}

type Changes = { headers?: Record<string, string>; method?: string; body?: string }

function build(path: string, { headers = {}, method = 'POST', body = '{"email":"ana@example.com"}' }: Changes = {}) {
  return new Request(`http://functions.test/auth-relay${path}`, {
    method,
    headers: { 'x-relay-secret': relaySecret, 'x-visitor-address': '203.0.113.7', ...headers },
    ...(method === 'GET' ? {} : { body }),
  })
}

afterEach(() => {
  lines.length = 0
})

describe('a call of the web', () => {
  it('goes to Auth with the visitor’s address and the project’s key, and the answer comes back as it is', async () => {
    const { relay, seen } = setUp(() =>
      Response.json({ code: 'otp_expired' }, { status: 403, headers: { 'x-sb-error-code': 'otp_expired' } }),
    )
    const headers = { 'content-type': 'application/json', 'user-agent': 'Anas', 'x-client-info': 'ssr' }
    const answer = await relay.fetch(build('/verify?redirect_to=x', { headers }))
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ code: 'otp_expired' })
    expect(answer.headers.get('x-sb-error-code')).toBe('otp_expired')
    expect(answer.headers.get('x-auth-relay')).toBe('passed')
    const [call] = seen
    expect(call).toMatchObject({
      url: 'http://supabase.test/auth/v1/verify?redirect_to=x',
      method: 'POST',
      body: '{"email":"ana@example.com"}',
    })
    expect(Object.fromEntries(call?.headers ?? [])).toEqual({
      apikey: localKeys.secret,
      'sb-forwarded-for': '203.0.113.7',
      'content-type': 'application/json',
      'user-agent': 'Anas',
      'x-client-info': 'ssr',
    })
  })

  it('never carries a session, nor an address that the caller wrote in itself', async () => {
    const { relay, seen } = setUp()
    const own = { authorization: 'Bearer token', cookie: 'a=b', apikey: 'mine', 'sb-forwarded-for': '198.51.100.1' }
    await relay.fetch(build('/otp', { headers: own }))
    const headers = seen[0]?.headers
    expect(headers?.get('authorization')).toBeNull()
    expect(headers?.get('cookie')).toBeNull()
    expect(headers?.get('apikey')).toBe(localKeys.secret)
    expect(headers?.get('sb-forwarded-for')).toBe('203.0.113.7')
  })

  it.each(['2001:db8::1', '203.0.113.7', '::ffff:203.0.113.7'])('may be for %s', async (address) => {
    const { relay, seen } = setUp()
    expect((await relay.fetch(build('/otp', { headers: { 'x-visitor-address': address } }))).status).toBe(200)
    expect(seen[0]?.headers.get('sb-forwarded-for')).toBe(address)
  })

  it('that Auth did not answer is not said to be refused: it may have arrived', async () => {
    const { relay } = setUp(() => Promise.reject(new Error('reset')))
    const answer = await relay.fetch(build('/otp'))
    expect([answer.status, answer.headers.get('x-auth-relay')]).toEqual([500, 'passed'])
    expect(await answer.text()).not.toContain('reset')
  })
})

describe('a call that does not get as far as Auth', () => {
  it('is said to be refused, and the log says why: the web then asks Auth itself', async () => {
    const { relay } = setUp(() =>
      Response.json({}, { status: 401, headers: { 'sb-error-code': 'UNAUTHORIZED_INVALID_API_KEY_TYPE' } }),
    )
    const answer = await relay.fetch(build('/otp'))
    expect([answer.status, answer.headers.get('x-auth-relay')]).toEqual([401, null])
    expect(lines.join()).toContain('Supabase refuses the key of the relay')
  })
})

describe('the relay refuses, and asks Auth nothing,', () => {
  it.each([
    ['no secret', '/otp', { headers: { 'x-relay-secret': '' } }, 401, 'wrong_secret_key'],
    ['a wrong secret', '/otp', { headers: { 'x-relay-secret': `${relaySecret}x` } }, 401, 'wrong_secret_key'],
    [
      'the project’s own key in its place',
      '/otp',
      { headers: { 'x-relay-secret': localKeys.secret } },
      401,
      'wrong_secret_key',
    ],
    ['no address', '/otp', { headers: { 'x-visitor-address': '' } }, 400, 'invalid_request'],
    ['a name for an address', '/otp', { headers: { 'x-visitor-address': 'localhost' } }, 400, 'invalid_request'],
    ['two addresses', '/otp', { headers: { 'x-visitor-address': '203.0.113.7, 203.0.113.8' } }, 400, 'invalid_request'],
    ['a body that is too large', '/otp', { body: 'x'.repeat(20_000) }, 400, 'invalid_request'],
    ['a GET', '/verify', { method: 'GET' }, 405, 'method_not_allowed'],
    ['a PUT', '/token', { method: 'PUT' }, 405, 'method_not_allowed'],
    ['what an administrator may do', '/admin/users', {}, 404, 'not_found'],
    ['a way around its list', '/otp/../admin/users', {}, 404, 'not_found'],
    ['such a way, written otherwise', '/otp%2f..%2fadmin%2fusers', {}, 404, 'not_found'],
    ['the user’s own record', '/user', {}, 404, 'not_found'],
    ['a token for an identity token', '/token?grant_type=id_token', {}, 404, 'not_found'],
    ['a token without a kind', '/token', {}, 404, 'not_found'],
  ] as const)('%s', async (_what, path, changes, status, code) => {
    const { relay, seen } = setUp()
    const answer = await relay.fetch(build(path, changes))
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }])
    expect(answer.headers.get('x-auth-relay')).toBeNull()
    expect(seen).toEqual([])
  })

  it('and writes neither the secret nor the address into its log', async () => {
    const { relay } = setUp()
    await relay.fetch(
      build('/otp', { headers: { 'x-relay-secret': 'guessed-secret', 'x-visitor-address': '203.0.113.9' } }),
    )
    await relay.fetch(build('/otp', { headers: { 'x-visitor-address': 'not-an-address' } }))
    expect(lines.length).toBe(2)
    expect(lines.join()).not.toMatch(/guessed-secret|203\.0\.113\.9|not-an-address/)
  })
})

describe('the relay does not start', () => {
  const keys = { SUPABASE_SECRET_KEYS: JSON.stringify({ default: localKeys.secret }) }

  it.each([
    ['without the web’s secret', keys, /WEB_RELAY_SECRET is missing/],
    ['with one that could be guessed', { ...keys, WEB_RELAY_SECRET: 'secret' }, /WEB_RELAY_SECRET is not valid/],
    ['without a key', { WEB_RELAY_SECRET: relaySecret }, /SUPABASE_SECRET_KEYS is missing/],
    [
      'with the older kind of key, which may not name an address',
      { WEB_RELAY_SECRET: relaySecret, SUPABASE_SERVICE_ROLE_KEY: 'a.b.c' },
      /no key that begins with sb_secret_/,
    ],
  ])('%s', (_what, source, sentence) => {
    expect(() => readRelayEnv(source)).toThrow(MissingConfigurationError)
    expect(() => readRelayEnv(source)).toThrow(sentence)
  })

  it('half configured, and starts with both', () => {
    expect(readRelayEnv({ ...keys, WEB_RELAY_SECRET: relaySecret })).toEqual({
      relaySecret,
      secretKey: localKeys.secret,
    })
  })
})

describe('through the relay, Auth', () => {
  let api: TestApi
  beforeAll(async () => {
    // Passwords take time to compare: nothing may come back meanwhile.
    const slow = { email_sent: 30, sign_in_sign_ups: 1, token_refresh: 1, token_verifications: 1 }
    api = await startTestApi({ limitsRates: true, auth: (auth) => ({ ...auth, rate_limit: slow }) })
  })
  afterAll(() => api.close())

  it('counts each visitor’s tries apart, and lets the right person in', async () => {
    const admin = api.createClient(localKeys.secret)
    const person = { email: 'ana@example.com', password: 'correct horse battery' }
    await admin.auth.admin.createUser({ ...person, email_confirm: true })
    const relay = createAuthRelayRoutes({
      relaySecret,
      secretKey: localKeys.secret,
      supabaseUrl: api.url,
      fetch,
      log: createLog('auth-relay', vi.fn()),
    })
    const agent = 'tandem-web (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1'
    const signIn = async (address: string, password: string) => {
      const headers = { 'x-visitor-address': address, 'content-type': 'application/json', 'user-agent': agent }
      const body = JSON.stringify({ ...person, password })
      return (await relay.fetch(build('/token?grant_type=password', { headers, body }))).status
    }
    for (let count = 0; count < 30; count++) expect(await signIn('203.0.113.66', 'wrong')).toBe(400)
    expect(await signIn('203.0.113.66', person.password)).toBe(429)
    expect(await signIn('203.0.113.7', person.password)).toBe(200)
  })
})
