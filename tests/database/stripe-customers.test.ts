import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 8 })
  sql = database.sql
})
afterAll(() => database.close())

const link = async (userId: string, customerId: string) => {
  const [row] = await sql`select billing.link_stripe_customer(${userId}, ${customerId}) as customer_id`
  return row?.customer_id
}

it('a user is linked to one customer, however many requests link in the same moment', async () => {
  for (let round = 0; round < 20; round++) {
    const userId = await createUser(sql)
    const same = Array.from({ length: 8 }, () => link(userId, `cus_same_${round}`))
    expect(new Set(await Promise.all(same))).toEqual(new Set([`cus_same_${round}`]))
  }
})

it('the first customer counts when two were made', async () => {
  const userId = await createUser(sql)
  const answers = await Promise.all([1, 2, 3, 4].map((n) => link(userId, `cus_other_${n}`)))
  expect(new Set(answers).size).toBe(1)
  expect(await link(userId, 'cus_other_9')).toBe(answers[0])
})

it('a customer of somebody else is never taken over', async () => {
  const [owner, other] = [await createUser(sql), await createUser(sql)]
  expect(await link(owner, 'cus_owned')).toBe('cus_owned')
  expect(await link(other, 'cus_owned')).toBeNull()
  expect(await link(owner, 'cus_owned')).toBe('cus_owned')
})
