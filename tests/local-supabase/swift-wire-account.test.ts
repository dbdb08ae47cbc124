import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { decodeJwt } from 'jose'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Stack, startStack } from '../../local/start-stack.ts'
import { locateDataDirectory } from '../../local/supabase/postgres-data.ts'
import { deleteAnswer, exportAnswer } from '../../supabase/functions/_shared/domain/account-answers.ts'
import { hashNonce, openSheet } from '../support/sign-in/use-sheet.ts'
import { type SwiftSession, toAuthError } from '../support/swift/decode.ts'
import type { SwiftAnswer } from '../support/swift/send-recorded.ts'
import { createSwiftApp, type SwiftApp } from '../support/swift/swift-app.ts'

// The app's rows and functions, against the whole stack as `npm run dev` starts it: PostgREST, Deno, both providers.
const dataDir = path.resolve(import.meta.dirname, '../../.tandem/test', `wire-${process.pid}`)
let stack: Stack
let sql: Sql
let app: SwiftApp
let identityUrl: string
beforeAll(async () => {
  stack = await startStack({ dataDir, web: 'none', ports: 'free', log: () => {} })
  sql = postgres(stack.addresses.database, { max: 1, onnotice() {} })
  app = createSwiftApp(stack.addresses.api)
  identityUrl = stack.addresses.identity ?? ''
}, 120_000)
afterAll(async () => {
  await sql?.end()
  await stack?.stop()
  for (const folder of [dataDir, locateDataDirectory(path.join(dataDir, 'postgres'))])
    rmSync(folder, { recursive: true, force: true })
})

async function signInWithApple(email = `${randomUUID()}@example.com`) {
  const nonce = randomUUID()
  const sheet = await openSheet({ identityUrl }, 'apple', { email }, { nonce: hashNonce(nonce) })
  const body = { provider: 'apple', id_token: sheet.id_token, nonce, link_identity: false }
  const session = await app.sendForSession('auth.signInWithIdToken(credentials:)', { body })
  return { email, session, token: session.access_token, code: sheet.authorization_code }
}

/** The same session, of somebody who signed in twenty minutes ago. */
async function makeStale({ access_token, refresh_token }: SwiftSession): Promise<string> {
  const methods = [{ method: 'oauth', timestamp: Math.floor(Date.now() / 1000) - 20 * 60 }]
  await sql`update auth.sessions set tag = ${JSON.stringify(methods)} where id = ${String(decodeJwt(access_token).session_id)}`
  return (await app.sendForSession('auth.refreshSession()', { body: { refresh_token } })).access_token
}

const act = (name: string, token: string, body: object = {}) =>
  app.send(`functions.invoke("account/${name}", options: .init(body: …))`, { token, body })

/** `FunctionsError.httpError(code, data)`, and the answer of ours that the kit reads in its data. */
function toFunctionError({ status, headers, json }: SwiftAnswer) {
  expect(headers.get('x-relay-error')).toBeNull()
  return { status, ...z.object({ code: z.string(), message: z.string().min(1) }).parse(json) }
}

/** `PostgrestError`: `message` is always there, the others may be null. */
const postgrestError = z.object({
  code: z.string().nullish(),
  message: z.string(),
  details: z.unknown(),
  hint: z.string().nullish(),
})

describe('rows', () => {
  test('of tables and functions come as arrays', async () => {
    const { token } = await signInWithApple()
    const calls = ['from("entitlements").select()', 'from("subscriptions").select()', 'rpc("purchase_options")']
    for (const call of [...calls, 'rpc("double_payments")', 'from("plans").select().order("rank")']) {
      const { status, json } = await app.send(call, { token })
      expect({ call, status }).toEqual({ call, status: 200 })
      expect(Array.isArray(json), call).toBe(true)
    }
  })

  test('say how a person signs in, and where', async () => {
    const { token, email, session } = await signInWithApple()
    const methods = await app.send('rpc("sign_in_methods")', { token })
    expect(methods).toMatchObject({
      status: 200,
      json: { email, is_private_email: false, has_password: false, identities: [{ provider: 'apple', email }] },
    })
    const devices = await app.send('rpc("my_sessions")', { token })
    expect(devices.json).toMatchObject([{ id: decodeJwt(session.access_token).session_id, is_current: true }])
  })

  test('are refused in PostgREST’s words to who is not signed in any more', async () => {
    const answer = await app.send('from("entitlements").select()', { token: 'made.up.token' })
    expect(answer.status).toBe(401)
    expect(postgrestError.parse(answer.json).code).toMatch(/^PGRST30/)
  })

  test('that change the account ask for a fresh sign-in, with a code of ours', async () => {
    const { session } = await signInWithApple()
    const token = await makeStale(session)
    const call = 'rpc("sign_out_session", params: ["session_id": device.id])'
    const refusal = await app.send(call, { token, body: { session_id: randomUUID() } })
    expect(refusal.status).toBe(403)
    expect(postgrestError.parse(refusal.json).code).toBe('fresh_sign_in_required')
  })

  test('sign one device out, and not the one that asks', async () => {
    const { email, token } = await signInWithApple()
    const other = await signInWithApple(email)
    const call = 'rpc("sign_out_session", params: ["session_id": device.id])'
    const body = { session_id: String(decodeJwt(other.token).session_id) }
    expect((await app.send(call, { token, body })).status).toBeLessThan(300)
    expect(toAuthError(await app.send('auth.user()', { token: other.token })).clearsSession).toBe(true)
    expect((await app.send('auth.user()', { token })).status).toBe(200)
  })
})

describe('functions', () => {
  test('refuse who is not signed in before they begin', async () => {
    expect(toFunctionError(await act('export', 'made.up.token'))).toMatchObject({ status: 401 })
  })

  test('refuse who was signed out, although the token still looks good', async () => {
    const { token } = await signInWithApple()
    await app.send('auth.signOut(scope: .local)', { token })
    expect(toFunctionError(await act('delete', token))).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  test('ask for a fresh sign-in where the account itself changes', async () => {
    const token = await makeStale((await signInWithApple()).session)
    for (const name of ['delete', 'release-purchase'])
      expect(toFunctionError(await act(name, token)), name).toMatchObject({
        status: 403,
        code: 'fresh_sign_in_required',
      })
    expect((await act('export', token)).status).toBe(200)
  })

  test('name what is wrong with a request, with a sentence for people', async () => {
    const { token } = await signInWithApple()
    expect(toFunctionError(await act('release-purchase', token))).toMatchObject({
      status: 409,
      code: 'nothing_to_move',
    })
    const wrong = await act('claim-purchase', token, { code: 'ABCD-EFGH' })
    expect(toFunctionError(wrong)).toMatchObject({ status: 422, code: 'move_code_invalid' })
    const foreign = await act('apple-token', token, { authorization_code: 'not one of Apple’s' })
    expect(toFunctionError(foreign).status).toBeGreaterThanOrEqual(400)
  })
})

test('a person signs in with Apple, hands its code on, takes their data along, and deletes the account', async () => {
  const { email, session, token, code } = await signInWithApple()
  expect(await act('apple-token', token, { authorization_code: code })).toMatchObject({ json: { kept: true } })
  const data = exportAnswer.parse((await act('export', token)).json)
  expect(JSON.stringify(data)).toContain(email)

  const answer = await act('delete', token)
  expect(deleteAnswer.parse(answer.json)).toEqual({ deleted: true, has_app_store_subscription: false })
  expect(await sql`select id from auth.users where id = ${session.user.id}`).toEqual([])
  expect(toAuthError(await app.send('auth.user()', { token })).status).toBe(403)
  const refreshed = await app.send('auth.refreshSession()', { body: { refresh_token: session.refresh_token } })
  expect(toAuthError(refreshed).clearsSession).toBe(true)
  expect(toFunctionError(await act('export', token)).status).toBe(401)

  // After the answer Apple is told that nobody is signed in here any more.
  const readLog = async () => JSON.stringify(await (await fetch(`${identityUrl}/apple/log?email=${email}`)).json())
  await vi.waitFor(async () => expect(await readLog()).toContain('revoke'), { timeout: 15_000, interval: 100 })
  expect((await signInWithApple(email)).session.user.id).not.toBe(session.user.id)
})
