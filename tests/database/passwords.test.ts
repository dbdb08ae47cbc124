import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { asSession, openSession } from '../support/act-as-session.ts'
import { openTestDatabase } from '../support/open-test-database.ts'

const sql = openTestDatabase()
const before = 'the password from before'
const after = 'another one'

type On = Sql | TransactionSql
async function insertUser(on: On, { confirmed = false, password = before as string | null } = {}) {
  const id = randomUUID()
  await on`
    insert into auth.users (id, email, encrypted_password, email_confirmed_at)
    values (${id}, ${`${id}@example.com`}, ${password}, ${confirmed ? new Date() : null})`
  return id
}
const confirm = (on: On, id: string) => on`update auth.users set email_confirmed_at = now() where id = ${id}`
const setPassword = (on: On, id: string, to: string) =>
  on`update auth.users set encrypted_password = ${to} where id = ${id}`
async function readPassword(id: string) {
  const [row] = await sql<{ kept: string | null }[]>`select encrypted_password as kept from auth.users where id = ${id}`
  return row?.kept
}

// The statements of Supabase Auth (internal/api/{signup,verify,recover,invite,admin,mail}.go, internal/models/user.go).
describe('when an address is proved', () => {
  it('the password from before is gone (sign-up, then code or link)', async () => {
    const id = await insertUser(sql)
    await confirm(sql, id)
    expect(await readPassword(id)).toBe('')
  })

  it('also where Auth wrote to the user earlier in the same transaction (recovery of an unconfirmed user)', async () => {
    const id = await insertUser(sql)
    await sql.begin(async (tx) => {
      await tx`update auth.users set recovery_token = null where id = ${id}`
      await confirm(tx, id)
      await tx`update auth.users set raw_user_meta_data = '{"email_verified": true}' where id = ${id}`
    })
    expect(await readPassword(id)).toBe('')
  })

  it('also one that Auth made up in that transaction (an invitation that is accepted)', async () => {
    const id = await insertUser(sql, { password: null })
    await sql.begin(async (tx) => {
      await setPassword(tx, id, 'a random one')
      await confirm(tx, id)
    })
    expect(await readPassword(id)).toBe('')
  })

  it('also while another user is made in the same transaction', async () => {
    const id = await insertUser(sql)
    await sql.begin(async (tx) => {
      await insertUser(tx)
      await confirm(tx, id)
    })
    expect(await readPassword(id)).toBe('')
  })

  it('a password that is set afterwards stays, in the same transaction as well', async () => {
    const id = await insertUser(sql)
    await sql.begin(async (tx) => {
      await confirm(tx, id)
      await setPassword(tx, id, after)
    })
    expect(await readPassword(id)).toBe(after)
  })

  it('one that is set by the same statement is not from before', async () => {
    const id = await insertUser(sql)
    await sql`update auth.users set encrypted_password = ${after}, email_confirmed_at = now() where id = ${id}`
    expect(await readPassword(id)).toBe(after)
  })

  it('who had none has none', async () => {
    const id = await insertUser(sql, { password: null })
    await confirm(sql, id)
    expect(await readPassword(id)).toBeNull()
  })
})

describe('a password stays', () => {
  it('of who is made as confirmed', async () => {
    const id = await insertUser(sql, { confirmed: true })
    await sql`update auth.users set last_sign_in_at = now() where id = ${id}`
    expect(await readPassword(id)).toBe(before)
  })

  it('of who is made and confirmed in one transaction (an operator’s user, or confirmations off)', async () => {
    const id = await sql.begin(async (tx) => {
      const made = await insertUser(tx)
      await tx`update auth.users set role = 'authenticated' where id = ${made}`
      await confirm(tx, made)
      return made
    })
    expect(await readPassword(id)).toBe(before)
  })

  it('while the address is not proved: a second sign-up, a code that is sent', async () => {
    const id = await insertUser(sql)
    await sql`update auth.users set confirmation_token = ${randomUUID()}, confirmation_sent_at = now() where id = ${id}`
    expect(await readPassword(id)).toBe(before)
  })

  it('when the address is changed, and when it is confirmed again', async () => {
    const id = await insertUser(sql, { confirmed: true })
    await sql`update auth.users set email = ${`${randomUUID()}@example.com`}, email_confirmed_at = now() where id = ${id}`
    expect(await readPassword(id)).toBe(before)
  })

  it('the memory of whom a transaction made ends with it', async () => {
    const connection = await sql.reserve()
    const id = await insertUser(connection)
    await confirm(connection, id)
    connection.release()
    expect(await readPassword(id)).toBe('')
  })
})

describe('remove_password()', () => {
  const remove = (tx: TransactionSql) => tx`select public.remove_password()`
  async function userWith({ confirmed = true, provider = null as string | null }) {
    const id = await createUser(sql)
    await sql`
      update auth.users set encrypted_password = ${before}, email_confirmed_at = ${confirmed ? new Date() : null}
      where id = ${id}`
    if (provider)
      await sql`
        insert into auth.identities (id, user_id, provider, provider_id, identity_data)
        values (${randomUUID()}, ${id}, ${provider}, ${id}, '{}')`
    return openSession(sql, id)
  }

  it.each([
    ['a confirmed address', { confirmed: true }],
    ['Apple', { confirmed: false, provider: 'apple' }],
  ])('takes it away while %s is left', async (_name, left) => {
    const here = await userWith(left)
    await asSession(sql, here, remove)
    expect(await readPassword(here.userId)).toBe('')
  })

  it('refuses where nothing else is left', async () => {
    const here = await userWith({ confirmed: false, provider: 'email' })
    await expect(asSession(sql, here, remove)).rejects.toThrow(/last_sign_in_method/)
    expect(await readPassword(here.userId)).toBe(before)
  })

  it('asks for a fresh sign-in, and takes nobody else’s', async () => {
    const [here, other] = [await userWith({}), await userWith({})]
    await expect(asSession(sql, here, remove, { age: 1000 })).rejects.toThrow(/fresh_sign_in_required/)
    await asSession(sql, here, remove)
    expect(await readPassword(other.userId)).toBe(before)
  })
})
