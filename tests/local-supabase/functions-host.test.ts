import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAnyPort } from '../../local/find-free-port.ts'
import { createGateway } from '../../local/supabase/gateway.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { readConfig } from '../../local/supabase/read-config.ts'
import { startFunctions } from '../../local/supabase/start-functions.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const supabaseDir = path.join(projectDir, '.tandem', 'test', `functions-${process.pid}`)

const sources = {
  'serves-handler':
    'Deno.serve((request) => Response.json({ path: new URL(request.url).pathname, method: request.method }))',
  'serves-options': 'Deno.serve({ onListen() {} }, async (request) => new Response(await request.text()))',
  'exports-fetch':
    "export default { fetch: () => Response.json({ secret: Deno.env.get('STRIPE_SECRET_KEY'), home: Deno.env.get('TANDEM_UNRELATED') ?? null }) }",
  'cannot-start': "throw new Error('a setting is missing')",
  throws: "Deno.serve(() => { throw new Error('went wrong') })",
  'works-on':
    "Deno.serve(() => { EdgeRuntime.waitUntil(Promise.reject(new Error('too late'))); return new Response('answered') })",
  'writes-a-file':
    "Deno.serve(() => { Deno.writeTextFileSync('/tmp/tandem-must-not-exist', ''); return new Response() })",
  _shared: 'export const nothing = null',
  'switched-off': "Deno.serve(() => new Response('on'))",
}

const lines: string[] = []
let stop: () => Promise<void>
let call: (path: string, init?: RequestInit) => Promise<Response>

beforeAll(async () => {
  for (const [name, source] of Object.entries(sources)) {
    mkdirSync(path.join(supabaseDir, 'functions', name), { recursive: true })
    writeFileSync(path.join(supabaseDir, 'functions', name, 'index.ts'), source)
  }
  const port = await findAnyPort()
  const open = { enabled: true, verify_jwt: false }
  const names = Object.keys(sources).filter((name) => name !== 'serves-handler')
  const functions = {
    ...Object.fromEntries(names.map((name) => [name, open])),
    'switched-off': { ...open, enabled: false },
  }
  const config = { ...readConfig(projectDir), functions }
  const env = { STRIPE_SECRET_KEY: 'sk_local' }
  process.env.TANDEM_UNRELATED = 'of the developer'
  const host = await startFunctions({
    config,
    projectDir,
    supabaseDir,
    port,
    env,
    watch: false,
    log: (line) => lines.push(line),
    onUnexpectedExit: (reason) => lines.push(reason),
  })
  stop = host.stop
  const restAndAuth = { fetch: async () => new Response(), close: async () => {} }
  const gateway = createGateway({ restAndAuth, functionsUrl: `http://127.0.0.1:${port}` })
  call = async (name, init) =>
    gateway.fetch(new Request(`http://gateway/functions/v1/${name}`, { method: 'POST', ...init }))
})
afterAll(async () => {
  await stop()
  rmSync(supabaseDir, { recursive: true, force: true })
})

function sign(secret: string, expires = '1h'): Promise<string> {
  return new SignJWT({ role: 'authenticated' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('somebody')
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret))
}

describe('a function', () => {
  test('sees its own name and the rest of the path, as on the platform', async () => {
    const headers = { authorization: `Bearer ${await sign(localKeys.jwtSecret)}` }
    expect(await (await call('serves-handler/subscribe?now=1', { headers })).json()).toEqual({
      path: '/serves-handler/subscribe',
      method: 'POST',
    })
  })

  test('may be written with options, and gets the body as it was sent', async () => {
    expect(await (await call('serves-options', { body: '{"exact": "bytes"}' })).text()).toBe('{"exact": "bytes"}')
  })

  test('may be an exported object, and sees its secrets and nothing of the developer’s environment', async () => {
    expect(await (await call('exports-fetch')).json()).toEqual({ secret: 'sk_local', home: null })
  })

  test('that cannot start answers 503, and the log says why', async () => {
    const answer = await call('cannot-start')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'BOOT_ERROR' })
    await expect.poll(() => lines.join('\n')).toContain('a setting is missing')
  })

  test('that throws answers 500, and the others go on', async () => {
    expect((await call('throws')).status).toBe(500)
    expect((await call('works-on')).status).toBe(200)
    expect((await call('works-on')).status).toBe(200)
  })

  test('may not write files', async () => {
    expect((await call('writes-a-file')).status).toBe(500)
  })

  test.each(['unknown', '_shared', 'switched-off', '..%2f..%2fpackage.json'])('%s is not there', async (name) => {
    const answer = await call(name)
    expect(answer.status).toBe(404)
  })
})

describe('a function that wants a token', () => {
  test('refuses a call without one', async () => {
    const answer = await call('serves-handler')
    expect(answer.status).toBe(401)
    expect(answer.headers.get('sb-error-code')).toBe('UNAUTHORIZED_NO_AUTH_HEADER')
    expect(await answer.json()).toEqual({
      code: 'UNAUTHORIZED_NO_AUTH_HEADER',
      message: 'Missing authorization header',
    })
  })

  test('refuses one that is forged, expired or no token at all', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`
    for (const token of [
      await sign('another secret that is long enough'),
      await sign(localKeys.jwtSecret, '-1h'),
      unsigned,
      localKeys.publishable,
    ]) {
      const answer = await call('serves-handler', { headers: { authorization: `Bearer ${token}` } })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ message: 'Invalid JWT' })
    }
  })

  test('answers a preflight by itself', async () => {
    const answer = await call('serves-handler', { method: 'OPTIONS' })
    expect(await answer.json()).toMatchObject({ method: 'OPTIONS' })
  })
})
