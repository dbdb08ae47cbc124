import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
let token: string
const owner = { email: 'owner@example.com', password: 'correct horse battery' }

beforeAll(async () => {
  api = await startTestApi()
  const { data } = await api.createClient(localKeys.secret).auth.admin.createUser({ ...owner, email_confirm: true })
  await api.database.sql.unsafe(`
    create table public.notes (id int primary key, owner uuid, body text, written_at timestamptz not null default '2026-11-21 05:32:41+00');
    alter table public.notes enable row level security;
    grant select on public.notes to anon, authenticated;
    create policy "own" on public.notes for select to authenticated using (owner = (select auth.uid()));
    insert into public.notes values (1, '${data.user?.id}', 'mine'), (2, gen_random_uuid(), 'not mine');

    create table public.forgotten (id int);
    create schema closed;
    create table closed.secrets (id int);
    alter table closed.secrets enable row level security;
    create function public.closed_function() returns int language sql as 'select 1';
    revoke all on function public.closed_function() from public;
  `)
  await api.database.sql`notify pgrst`
  const signedIn = await api.createClient().auth.signInWithPassword(owner)
  token = signedIn.data.session?.access_token ?? ''
})
afterAll(() => api.close())

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.url}${path}`, { headers: { apikey: localKeys.publishable, ...headers } })
}
const asOwner = () => ({ authorization: `Bearer ${token}` })

describe('reading through the API', () => {
  test('shows the rows that row level security allows, with times as PostgREST writes them', async () => {
    const rows = await (await get('/rest/v1/notes?select=body,written_at', asOwner())).json()
    expect(rows).toEqual([{ body: 'mine', written_at: '2026-11-21T05:32:41+00:00' }])
  })

  test('without a user shows none of them', async () => {
    expect(await (await get('/rest/v1/notes')).json()).toEqual([])
  })

  test('without a key is refused', async () => {
    expect((await fetch(`${api.url}/rest/v1/notes`)).status).toBe(401)
  })

  test('with a token that somebody has altered is refused', async () => {
    const [header, payload, signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'service_role' })).toString('base64url')
    const answer = await get('/rest/v1/notes', { authorization: `Bearer ${header}.${forged}.${signature}` })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'PGRST301' })
  })

  test('of another schema is refused', async () => {
    const answer = await get('/rest/v1/secrets', { 'accept-profile': 'closed' })
    expect(answer.status).toBe(406)
  })
})

describe('least privilege', () => {
  test('requests do not open a private schema, or a table without grants', async () => {
    await get('/rest/v1/notes', asOwner())
    const [rights] = await api.database.sql`
      select has_schema_privilege('anon', 'closed', 'usage') as schema_open,
             has_table_privilege('authenticated', 'closed.secrets', 'select') as table_open,
             has_table_privilege('authenticated', 'public.forgotten', 'select') as forgotten_open,
             has_table_privilege('anon', 'auth.users', 'select') as users_open`
    expect(rights).toEqual({ schema_open: false, table_open: false, forgotten_open: false, users_open: false })
  })

  test('a table that a migration forgot to grant is refused, as on hosted projects', async () => {
    const answer = await get('/rest/v1/forgotten', asOwner())
    expect(await answer.json()).toMatchObject({ code: '42501' })
  })

  test('a function without grants is refused', async () => {
    const answer = await fetch(`${api.url}/rest/v1/rpc/closed_function`, {
      method: 'POST',
      headers: { apikey: localKeys.publishable, ...asOwner() },
    })
    expect(await answer.json()).toMatchObject({ code: '42501' })
  })

  test('writing without a grant is refused', async () => {
    const headers = { apikey: localKeys.publishable, ...asOwner(), 'content-type': 'application/json' }
    const answer = await fetch(`${api.url}/rest/v1/notes?id=eq.1`, {
      method: 'PATCH',
      headers,
      body: '{"body":"changed"}',
    })
    expect(await answer.json()).toMatchObject({ code: '42501' })
  })
})

describe('the gateway', () => {
  test('shows nothing but the three public paths', async () => {
    for (const path of ['/', '/_system/info', '/storage/v1/bucket', '/rest', '/auth/v1/../../_system/info']) {
      const answer = await get(path)
      expect(answer.status, path).toBe(404)
      expect(await answer.text()).not.toContain('postgres')
    }
  })

  test('lets browsers of other origins call it', async () => {
    const preflight = await fetch(`${api.url}/rest/v1/notes`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3001',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'apikey,authorization',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    expect(
      (await get('/rest/v1/notes', { origin: 'http://localhost:3001' })).headers.get('access-control-allow-origin'),
    ).toBe('*')
  })

  test('sees a new table after the reload notice', async () => {
    expect((await get('/rest/v1/late')).status).toBe(404)
    await api.database.sql.unsafe('create table public.late (id int); grant select on public.late to anon;')
    await api.database.sql`notify pgrst, 'reload schema'`
    await expect.poll(async () => (await get('/rest/v1/late')).status).toBe(200)
  })
})
