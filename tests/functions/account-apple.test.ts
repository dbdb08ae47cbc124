import { randomUUID } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createAppleSignIn } from '../../supabase/functions/_shared/apple/sign-in/create-apple-sign-in.ts'
import { createClientSecret } from '../../supabase/functions/_shared/apple/sign-in/create-client-secret.ts'
import { revokeOwedTokens } from '../../supabase/functions/_shared/apple/sign-in/revoke-owed-tokens.ts'
import { findTraces } from '../support/account/find-traces.ts'
import { setUpAccount } from '../support/account/set-up-account.ts'
import { clientIds } from '../support/account/start-apple.ts'
import { createUser } from '../support/act-as.ts'

const account = setUpAccount()
const kept = { status: 200, body: { kept: true } }
const newEmail = () => `${randomUUID()}@example.com`

/** A user who signs in with Apple, on the phone unless told otherwise. */
async function createAppleUser(email = newEmail()) {
  const userId = await createUser(account().sql, { email })
  await account().sql`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (gen_random_uuid(), 'apple', ${randomUUID()}, ${userId}, ${{ email } as never})`
  return { userId, email }
}

const readKept = (userId: string) =>
  account().sql<{ client_id: string; refresh_token: string }[]>`
    select client_id, refresh_token from billing.apple_sign_in_tokens where user_id = ${userId} order by client_id`
const readOwed = () =>
  account().sql`select client_id, attempts, last_error from billing.owed_apple_revocations order by id`

/** An Apple that answers as told, in place of that of this machine. */
const appleThat = (answer: () => Response) =>
  createAppleSignIn({ ...account().apple.config, apiUrl: null, fetch: async () => answer() })

describe('a token of Sign in with Apple', () => {
  it('is made of the code that the app got, and kept', async () => {
    const { ask, apple } = account()
    const { userId, email } = await createAppleUser()
    const authorization_code = await apple.askSheet(email)
    expect(await ask(userId, 'apple-token', { authorization_code })).toEqual(kept)
    expect(await readKept(userId)).toMatchObject([{ client_id: clientIds.app }])
    expect(await apple.readLog(email)).toEqual([`token ${clientIds.app} done`])
  })

  it('of the web is kept as it is, beside that of the app; a newer one takes its place', async () => {
    const { ask, apple } = account()
    const { userId, email } = await createAppleUser()
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(email) })
    await ask(userId, 'apple-token', { refresh_token: await apple.askWebToken(email) })
    const newest = await apple.askWebToken(email)
    expect(await ask(userId, 'apple-token', { refresh_token: newest })).toEqual(kept)
    const tokens = await readKept(userId)
    expect(tokens.map(({ client_id }) => client_id)).toEqual([clientIds.app, clientIds.web])
    expect(tokens[1]?.refresh_token).toBe(newest)
  })

  it('is not made of a code that was used, or that somebody made up', async () => {
    const { ask, apple } = account()
    const { userId, email } = await createAppleUser()
    const authorization_code = await apple.askSheet(email)
    await ask(userId, 'apple-token', { authorization_code })
    const refused = { status: 400, body: { code: 'invalid_request' } }
    expect(await ask(userId, 'apple-token', { authorization_code })).toMatchObject(refused)
    expect(await ask(userId, 'apple-token', { authorization_code: 'c.made.up' })).toMatchObject(refused)
    expect(await ask(userId, 'apple-token', {})).toMatchObject(refused)
  })

  it('is asked for once more when Apple is away', async () => {
    const { ask } = account()
    const { userId } = await createAppleUser()
    const body = { authorization_code: 'any' }
    const unavailable = { status: 503, body: { code: 'apple_unavailable' } }
    const broken = appleThat(() => new Response('<html>', { status: 502 }))
    expect(await ask(userId, 'apple-token', body, { appleSignIn: broken })).toMatchObject(unavailable)
    const ourKey = appleThat(() => Response.json({ error: 'invalid_client' }, { status: 400 }))
    expect(await ask(userId, 'apple-token', body, { appleSignIn: ourKey })).toMatchObject(unavailable)
    const strange = appleThat(() => Response.json({ refresh: 'no token' }))
    expect(await ask(userId, 'apple-token', body, { appleSignIn: strange })).toMatchObject(unavailable)
  })

  it('is not kept where the project has no key to end it with, and the log says so', async () => {
    const { ask } = account()
    const { userId } = await createAppleUser()
    const answer = await ask(userId, 'apple-token', { refresh_token: 'r' }, { appleSignIn: null })
    expect(answer).toEqual({ status: 200, body: { kept: false } })
    expect(await readKept(userId)).toEqual([])
    expect(account().logLines.join('\n')).toMatch(/no key for it/)
  })

  it('is never in the log', async () => {
    const { ask, apple } = account()
    const { userId, email } = await createAppleUser()
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(email) })
    const [token] = await readKept(userId)
    await ask(userId, 'delete')
    expect(account().logLines.join('\n')).not.toContain(token?.refresh_token)
  })
})

describe('deleting the account', () => {
  it('ends at Apple what the app and the web were given, and keeps nothing of it', async () => {
    const { ask, apple, sql } = account()
    const { userId, email } = await createAppleUser()
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(email) })
    await ask(userId, 'apple-token', { refresh_token: await apple.askWebToken(email) })
    const tokens = await readKept(userId)
    expect((await ask(userId, 'delete')).status).toBe(200)
    const revoked = (await apple.readLog(email)).filter((line) => line.startsWith('revoke'))
    expect(revoked.sort()).toEqual([`revoke ${clientIds.app} done`, `revoke ${clientIds.web} done`])
    for (const { refresh_token } of tokens) expect(await findTraces(sql, refresh_token)).toEqual([])
  })

  it('does not wait for Apple: what it does not take back now is tried again, and says nothing of whose it was', async () => {
    const { ask, apple, sql, deps } = account()
    const { userId, email } = await createAppleUser()
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(email) })
    const away = appleThat(() => new Response(null, { status: 503 }))
    expect((await ask(userId, 'delete', {}, { appleSignIn: away })).status).toBe(200)
    expect(await readOwed()).toMatchObject([
      { client_id: clientIds.app, attempts: 1, last_error: expect.stringMatching(/AppleSignInError.*503/) },
    ])
    expect(await findTraces(sql, userId)).toEqual([])
    // Not before its time: a minute, then longer.
    expect(await revokeOwedTokens(deps)).toEqual({ done: 0, isComplete: true })
    await sql`update billing.apple_token_revocations set next_attempt_at = now()`
    expect(await revokeOwedTokens(deps)).toEqual({ done: 1, isComplete: true })
    expect(await apple.readLog(email)).toContain(`revoke ${clientIds.app} done`)
    expect(await readOwed()).toHaveLength(0)
  })

  it('is done by reconciliation where the process died after the answer', async () => {
    const { ask, apple, sql, appStore, deps, database } = account()
    const { userId, email } = await createAppleUser()
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(email) })
    database.failNext('billing.claim_apple_revocations')
    await ask(userId, 'delete')
    expect(await readOwed()).toHaveLength(1)
    const answer = await appStore.reconcile('a secret key of this project', { appleSignIn: deps.appleSignIn })
    expect(answer).toMatchObject([200, { revocations: 1 }])
    expect(await apple.readLog(email)).toContain(`revoke ${clientIds.app} done`)
    expect(await sql`select from billing.apple_token_revocations`).toHaveLength(0)
  })

  it('works without a key for Sign in with Apple, and says in the log that no token is ended', async () => {
    const { userId } = await createAppleUser()
    expect((await account().ask(userId, 'delete', {}, { appleSignIn: null })).status).toBe(200)
    expect(account().logLines.join('\n')).toMatch(/No token of Sign in with Apple is revoked/)
  })

  it('gives up a token that Apple has not taken back for thirty days', async () => {
    const { sql, deps } = account()
    await sql`
      insert into billing.apple_token_revocations (client_id, refresh_token, owed_at)
      values ('com.example', 'old', now() - interval '31 days')`
    expect(await revokeOwedTokens(deps)).toEqual({ done: 0, isComplete: true })
    expect(await readOwed()).toHaveLength(0)
  })
})

describe('disconnecting Apple by hand', () => {
  it('ends the token as well, an hour after it came at the earliest', async () => {
    const { ask, apple, sql, deps } = account()
    const { userId, email } = await createAppleUser()
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(email) })
    await sql`delete from auth.identities where user_id = ${userId}`
    expect(await revokeOwedTokens(deps)).toMatchObject({ done: 0 })
    await sql`update billing.apple_sign_in_tokens set kept_at = now() - interval '2 hours' where user_id = ${userId}`
    expect(await revokeOwedTokens(deps)).toMatchObject({ done: 1 })
    expect(await apple.readLog(email)).toContain(`revoke ${clientIds.app} done`)
    expect(await readKept(userId)).toEqual([])
  })
})

describe('who asks Apple', () => {
  it('proves it by a secret of five minutes, signed with the key for this client', async () => {
    const { config } = account().apple
    const secret = await createClientSecret(config, clientIds.app, new Date('2026-11-21T12:00:00Z'))
    expect(decodeProtectedHeader(secret)).toEqual({ alg: 'ES256', kid: config.keyId })
    const claims = JSON.parse(Buffer.from(secret.split('.')[1] ?? '', 'base64url').toString())
    expect(claims.exp - claims.iat).toBe(300)
    expect(claims).toMatchObject({ iss: config.teamId, sub: clientIds.app, aud: 'https://appleid.apple.com' })
  })

  it('sends secret and token to Apple’s own host, and follows no redirect', async () => {
    const asked: [string, RequestInit | undefined][] = []
    const fake = async (url: unknown, init?: RequestInit) => {
      asked.push([String(url), init])
      return new Response(null, { status: 200 })
    }
    const apple = createAppleSignIn({ ...account().apple.config, apiUrl: null, fetch: fake as typeof fetch })
    await apple.revoke('a token', clientIds.app)
    expect(asked[0]?.[0]).toBe('https://appleid.apple.com/auth/revoke')
    expect(asked[0]?.[1]).toMatchObject({ method: 'POST', redirect: 'error' })
    const body = new URLSearchParams(String(asked[0]?.[1]?.body))
    expect([body.get('token'), body.get('token_type_hint')]).toEqual(['a token', 'refresh_token'])
  })
})
