import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { openTestDatabase } from '../support/open-test-database.ts'

const sql = openTestDatabase()

type On = Sql | TransactionSql
async function insertUser(on: On): Promise<string> {
  const id = randomUUID()
  await on`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
  return id
}
const addIdentity = (on: On, userId: string, provider: string, data: Record<string, unknown>) => on`
  insert into auth.identities (id, provider, provider_id, user_id, identity_data)
  values (gen_random_uuid(), ${provider}, ${randomUUID()}, ${userId}, ${data as never})`
const confirm = (on: On, id: string) => on`update auth.users set email_confirmed_at = now() where id = ${id}`
async function readProviders(userId: string): Promise<string[]> {
  const rows = await sql<{ provider: string }[]>`
    select provider from auth.identities where user_id = ${userId} order by provider`
  return rows.map(({ provider }) => provider)
}

describe('when an address is proved', () => {
  it.each([{ email_verified: false }, { email_verified: 'false' }, { email_verified: null }, {}])(
    'a way to sign in that says %o of it is gone',
    async (data) => {
      const id = await insertUser(sql)
      await addIdentity(sql, id, 'google', data)
      await addIdentity(sql, id, 'email', { email_verified: false })
      await confirm(sql, id)
      expect(await readProviders(id)).toEqual(['email'])
    },
  )

  it('a way whose provider has verified it stays', async () => {
    const id = await insertUser(sql)
    await addIdentity(sql, id, 'apple', { email_verified: true })
    await addIdentity(sql, id, 'google', { email_verified: 'true' })
    await confirm(sql, id)
    expect(await readProviders(id)).toEqual(['apple', 'google'])
  })

  it('nobody else’s is touched', async () => {
    const [id, other] = [await insertUser(sql), await insertUser(sql)]
    await addIdentity(sql, other, 'google', { email_verified: false })
    await confirm(sql, id)
    expect(await readProviders(other)).toEqual(['google'])
  })

  it('and what is linked by hand afterwards stays, whatever its address', async () => {
    const id = await insertUser(sql)
    await confirm(sql, id)
    await addIdentity(sql, id, 'google', { email_verified: false })
    await sql`update auth.users set email = ${`${randomUUID()}@example.com`}, email_confirmed_at = now() where id = ${id}`
    expect(await readProviders(id)).toEqual(['google'])
  })
})

it('who is made and confirmed in one transaction keeps all ways: nobody can have waited', async () => {
  const id = await sql.begin(async (tx) => {
    const made = await insertUser(tx)
    await addIdentity(tx, made, 'google', { email_verified: false })
    await confirm(tx, made)
    return made
  })
  expect(await readProviders(id)).toEqual(['google'])
})
