import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { freshSignInSeconds } from '../../supabase/functions/_shared/domain/fresh-sign-in.ts'
import { asRole, createUser } from '../support/act-as.ts'
import { asSession, openSession } from '../support/act-as-session.ts'
import { openTestDatabase } from '../support/open-test-database.ts'

const sql = openTestDatabase()
const listSessions = (tx: TransactionSql) => tx`select * from public.my_sessions()`
const signOut = (id: string) => (tx: TransactionSql) => tx`select public.sign_out_session(${id})`
const readIds = async (userId: string) =>
  (await sql`select id from auth.sessions where user_id = ${userId} order by created_at`).map(({ id }) => id)
const refusal = (code: string, status: number) => ({
  code: 'PGRST',
  message: expect.stringContaining(`"code": "${code}"`),
  detail: expect.stringContaining(`"status": ${status}`),
})

describe('my_sessions()', () => {
  it('lists where the user is signed in: this device first, then the one used last', async () => {
    const userId = await createUser(sql)
    const [old, recent] = [await openSession(sql, userId), await openSession(sql, userId)]
    const here = await openSession(sql, userId, { agent: 'Tandem/1 iPhone', ip: '203.0.113.7' })
    await sql`update auth.sessions set refreshed_at = timezone('utc', now() - interval '1 hour') where id = ${recent.sessionId}`
    await sql`
      update auth.sessions set created_at = now() - interval '2 days', refreshed_at = timezone('utc', now() - interval '1 day')
      where id = ${old.sessionId}`
    const rows = await asSession(sql, here, listSessions)
    expect(rows.map(({ id }) => id)).toEqual([here.sessionId, recent.sessionId, old.sessionId])
    expect(rows[0]).toMatchObject({ is_current: true, user_agent: 'Tandem/1 iPhone', ip: '203.0.113.7' })
    expect(rows[1]).toMatchObject({ is_current: false, user_agent: null, ip: null })
    const yesterday = Date.now() - 24 * 3600_000
    expect(Math.abs(Number(rows[2]?.last_used_at) - yesterday)).toBeLessThan(60_000)
  })

  it('shows neither another user’s nor one that is over', async () => {
    const [mine, other] = [await openSession(sql, await createUser(sql)), await openSession(sql, await createUser(sql))]
    const over = await openSession(sql, mine.userId)
    await sql`update auth.sessions set not_after = now() - interval '1 minute' where id = ${over.sessionId}`
    const ids = (await asSession(sql, mine, listSessions)).map(({ id }) => id)
    expect(ids).toEqual([mine.sessionId])
    expect(ids).not.toContain(other.sessionId)
  })
})

describe('sign_out_session()', () => {
  it('ends that session and no other', async () => {
    const userId = await createUser(sql)
    const [here, there] = [await openSession(sql, userId), await openSession(sql, userId)]
    await asSession(sql, here, signOut(there.sessionId))
    expect(await readIds(userId)).toEqual([here.sessionId])
  })

  it('says the same of another user’s session as of one that never was, and ends neither', async () => {
    const [mine, other] = [await openSession(sql, await createUser(sql)), await openSession(sql, await createUser(sql))]
    const answers = [other.sessionId, randomUUID()].map((id) => asSession(sql, mine, signOut(id)))
    const [first, second] = await Promise.all(answers)
    expect(first).toEqual(second)
    expect(await readIds(other.userId)).toEqual([other.sessionId])
  })

  it('asks for a fresh sign-in', async () => {
    const userId = await createUser(sql)
    const [here, there] = [await openSession(sql, userId), await openSession(sql, userId)]
    await expect(asSession(sql, here, signOut(there.sessionId), { age: 901 })).rejects.toMatchObject(
      refusal('fresh_sign_in_required', 403),
    )
    expect(await readIds(userId)).toHaveLength(2)
  })

  it('cannot be called with the token of a session that was signed out', async () => {
    const userId = await createUser(sql)
    const [here, there] = [await openSession(sql, userId), await openSession(sql, userId)]
    await asSession(sql, there, signOut(here.sessionId))
    await expect(asSession(sql, here, signOut(there.sessionId))).rejects.toMatchObject(refusal('unauthenticated', 401))
  })
})

describe('a fresh sign-in', () => {
  const isFresh = async (claims: { age?: number; amr?: unknown }) => {
    const here = await openSession(sql, await createUser(sql))
    return asSession(sql, here, signOut(randomUUID()), claims).then(
      () => true,
      () => false,
    )
  }
  const now = () => Math.floor(Date.now() / 1000)

  it('is as old at most as in the functions', async () => {
    expect(await isFresh({ age: freshSignInSeconds - 5 })).toBe(true)
    expect(await isFresh({ age: freshSignInSeconds + 1 })).toBe(false)
  })

  it('is the newest proof of several', async () => {
    const proofs = [
      { method: 'otp', timestamp: now() - 9000 },
      { method: 'oauth', timestamp: now() - 10 },
    ]
    expect(await isFresh({ amr: proofs })).toBe(true)
    expect(await isFresh({ amr: proofs.toReversed() })).toBe(true)
  })

  it.each([null, [], ['password'], [null], [{ method: 'otp' }], [{ timestamp: 'now' }], {}, 'password'])(
    'is not proved by %j',
    async (amr) => {
      expect(await isFresh({ amr })).toBe(false)
    },
  )
})

describe('sign_in_methods()', () => {
  const read = async (userId: string) => {
    const [row] = await asSession(
      sql,
      await openSession(sql, userId),
      (tx) => tx<{ methods: Record<string, unknown> }[]>`select public.sign_in_methods() as methods`,
    )
    return row?.methods
  }
  const addIdentity = (userId: string, provider: string, email: string | null, age: string) => sql`
    insert into auth.identities (id, user_id, provider, provider_id, identity_data, created_at, last_sign_in_at)
    values (${randomUUID()}, ${userId}, ${provider}, ${randomUUID()}, ${sql.json({ email })}, now() - ${age}::interval, now())`

  it('names the address, the password and the identities, the oldest first', async () => {
    const userId = await createUser(sql, { email: 'ann@example.com' })
    await addIdentity(userId, 'google', 'Ann@Example.com', '1 hour')
    await addIdentity(userId, 'email', 'ann@example.com', '1 day')
    expect(await read(userId)).toMatchObject({
      email: 'ann@example.com',
      is_private_email: false,
      has_password: false,
      identities: [
        { provider: 'email', email: 'ann@example.com', id: expect.any(String) },
        { provider: 'google', email: 'ann@example.com', created_at: expect.any(String) },
      ],
    })
  })

  it.each([
    [null, false],
    ['', false],
    ['$2a$10$abc', true],
  ])('a password that is kept as %j: %s', async (kept, has) => {
    const userId = await createUser(sql)
    await sql`update auth.users set encrypted_password = ${kept} where id = ${userId}`
    expect(await read(userId)).toMatchObject({ has_password: has })
  })

  it('knows Hide My Email', async () => {
    const userId = await createUser(sql, { email: 'x7k2@privaterelay.appleid.com' })
    expect(await read(userId)).toMatchObject({ is_private_email: true, identities: [] })
  })
})

it.each([
  'public.my_sessions()',
  'public.sign_in_methods()',
  `public.sign_out_session('${randomUUID()}')`,
  'public.remove_password()',
])('%s can be asked by a signed-in user only', async (call) => {
  for (const role of ['anon', 'service_role', 'tandem_functions'] as const)
    await expect(asRole(sql, role, (tx) => tx.unsafe(`select ${call}`))).rejects.toThrow(/permission denied/)
})

it.each(['own_session_id()', 'require_fresh_sign_in()', "refuse('a', 'b', 400)"])(
  'billing.%s is called by no client',
  async (call) => {
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const)
      await expect(asRole(sql, role, (tx) => tx.unsafe(`select billing.${call}`))).rejects.toThrow(/permission denied/)
  },
)
