import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { AppError } from '../../supabase/functions/_shared/domain/errors.ts'
import { freshSignInSeconds } from '../../supabase/functions/_shared/domain/fresh-sign-in.ts'
import { createRequireFreshUser } from '../../supabase/functions/_shared/http/require-fresh-user.ts'
import { createAccountRoutes } from '../../supabase/functions/account/routes.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

// Whether somebody may do what cannot be taken back is decided with Auth itself: real tokens, real sessions.

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const password = 'correct horse battery'

/** Somebody who has signed in a moment ago. */
async function signIn() {
  const email = `${randomUUID()}@example.com`
  const admin = api.createClient(localKeys.secret)
  const { data } = await admin.auth.admin.createUser({ email, password, email_confirm: true })
  const client = api.createClient()
  const { data: signedIn, error } = await client.auth.signInWithPassword({ email, password })
  expect(error).toBeNull()
  return { client, userId: data.user?.id ?? '', token: signedIn.session?.access_token ?? '' }
}

const requireFresh = (token: string, now = () => new Date()) =>
  createRequireFreshUser(
    { url: api.url, publishableKey: localKeys.publishable },
    now,
  )(new Request('http://functions.test', { headers: { authorization: `Bearer ${token}` } }))
const inSeconds = (seconds: number) => () => new Date(Date.now() + seconds * 1000)

describe('a fresh sign-in', () => {
  it('is that of somebody who has just signed in', async () => {
    const { userId, token } = await signIn()
    expect(await requireFresh(token)).toMatchObject({ id: userId })
  })

  it('is no longer fresh after a quarter of an hour, and the code says that signing in again helps', async () => {
    const { token } = await signIn()
    expect(await requireFresh(token, inSeconds(freshSignInSeconds - 30))).toBeDefined()
    await expect(requireFresh(token, inSeconds(freshSignInSeconds + 30))).rejects.toMatchObject({
      code: 'fresh_sign_in_required',
    })
  })

  it('is not made fresh by a token that was only renewed', async () => {
    const { client } = await signIn()
    const { data } = await client.auth.refreshSession()
    const later = inSeconds(freshSignInSeconds + 30)
    await expect(requireFresh(data.session?.access_token ?? '', later)).rejects.toMatchObject({
      code: 'fresh_sign_in_required',
    })
  })

  it('is none when the session was signed out, although its token is good for an hour', async () => {
    const { client, token } = await signIn()
    await client.auth.signOut({ scope: 'global' })
    await expect(requireFresh(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is none when the user is gone', async () => {
    const { userId, token } = await signIn()
    await api.database.sql`delete from auth.users where id = ${userId}`
    await expect(requireFresh(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is not proved by an API key', async () => {
    await expect(requireFresh(localKeys.publishable)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('without a fresh sign-in', () => {
  it.each(['delete', 'release-purchase'])('%s does nothing, and says what is missing', async (path) => {
    const called: string[] = []
    const refuse = async () => {
      throw new AppError('fresh_sign_in_required')
    }
    const routes = createAccountRoutes({
      requireUser: async () => ({ id: randomUUID(), email: null }),
      requireFreshUser: refuse,
      database: { call: async (name: string) => void called.push(name), close: async () => {} },
      log: { info() {}, error() {} },
    } as never)
    const response = await routes.request(`http://functions.test/account/${path}`, { method: 'POST', body: '{}' })
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'fresh_sign_in_required' }])
    expect(called).toEqual([])
  })
})
