import { randomUUID } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

type Row = { id: string; user_agent: string | null; ip: string | null; is_current: boolean }
const password = 'correct horse battery'

async function createPerson(): Promise<string> {
  const email = `${randomUUID()}@example.com`
  await api.createClient(localKeys.secret).auth.admin.createUser({ email, password, email_confirm: true })
  return email
}

/** Signs in on a device; a browser or an app says what it is. */
async function signIn(email: string, agent: string): Promise<SupabaseClient> {
  const client = createClient(api.url, localKeys.publishable, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { headers: { 'User-Agent': agent } },
  })
  expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull()
  return client
}
const list = async (client: SupabaseClient) => (await client.rpc('my_sessions')).data as Row[]

describe('a person’s sessions, over the wire', () => {
  test('say which device they are of, and from where', async () => {
    const email = await createPerson()
    await signIn(email, 'Firefox')
    const phone = await signIn(email, 'Tandem/1.0 (iPhone)')
    const rows = await list(phone)
    expect(rows.map(({ user_agent, is_current }) => [user_agent, is_current])).toEqual([
      ['Tandem/1.0 (iPhone)', true],
      ['Firefox', false],
    ])
    for (const { ip } of rows) expect(ip).toMatch(/^127\.0\.0\.1$|^::1$/)
  })

  test('are signed out one by one: that device cannot refresh its token any more', async () => {
    const email = await createPerson()
    const [web, phone] = [await signIn(email, 'Firefox'), await signIn(email, 'iPhone')]
    const other = (await list(phone)).find(({ is_current }) => !is_current)
    expect((await phone.rpc('sign_out_session', { session_id: other?.id })).error).toBeNull()
    expect((await web.auth.refreshSession()).error).not.toBeNull()
    expect((await phone.auth.refreshSession()).error).toBeNull()
    expect(await list(phone)).toHaveLength(1)
  })

  test('change nothing once they are signed out, or were begun too long ago', async () => {
    const email = await createPerson()
    const [web, phone] = [await signIn(email, 'Firefox'), await signIn(email, 'iPhone')]
    const token = (await web.auth.getSession()).data.session?.access_token
    await phone.auth.signOut({ scope: 'others' })
    const gone = createClient(api.url, localKeys.publishable, {
      auth: { persistSession: false, autoRefreshToken: false },
      global: { headers: { Authorization: `Bearer ${token}` } },
    })
    expect((await gone.rpc('remove_password')).error).toMatchObject({ code: 'unauthenticated' })

    await api.database.sql`
      update auth.sessions set tag = ${JSON.stringify([{ method: 'password', timestamp: 1_700_000_000 }])}
      where user_id = (select id from auth.users where email = ${email})`
    await phone.auth.refreshSession()
    const { error, status } = await phone.rpc('remove_password')
    expect(status).toBe(403)
    expect(error).toMatchObject({ code: 'fresh_sign_in_required', message: expect.stringMatching(/sign in again/) })
  })

  test('the ways to sign in follow what the person does', async () => {
    const client = await signIn(await createPerson(), 'Firefox')
    const read = async () => (await client.rpc('sign_in_methods')).data
    expect(await read()).toMatchObject({ has_password: true, is_private_email: false })
    expect((await client.rpc('remove_password')).error).toBeNull()
    expect(await read()).toMatchObject({ has_password: false })
    expect((await client.auth.updateUser({ password: 'a new one, much longer' })).error).toBeNull()
    expect(await read()).toMatchObject({ has_password: true })
  })
})
