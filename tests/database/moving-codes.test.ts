import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { claim, createOwner, release } from '../support/apple/move-purchases.ts'
import { openTestDatabase } from '../support/open-test-database.ts'

const sql = openTestDatabase()
const setUp = () => createOwner(sql)

describe('a code', () => {
  it('is given to who has something to move only', async () => {
    expect(await release(sql, await createUser(sql))).toEqual({ refusal: 'nothing_to_move' })
  })

  it('is good for ten minutes', async () => {
    const { owner, other, original } = await setUp()
    const { expires_at } = await release(sql, owner, original)
    expect(Math.abs(Date.parse(expires_at) - Date.now() - 600_000)).toBeLessThan(60_000)
    await sql`update billing.app_store_move_codes set expires_at = now() where user_id = ${owner}`
    expect(await claim(sql, other, original)).toEqual({ refusal: 'move_code_invalid' })
  })

  it('is good once, and ends when another is asked for', async () => {
    const { owner, other } = await setUp()
    const [first, second] = [randomUUID(), randomUUID()]
    await release(sql, owner, first)
    await release(sql, owner, second)
    expect(await claim(sql, other, first)).toEqual({ refusal: 'move_code_invalid' })
    expect((await claim(sql, other, second)).moved).toBe(1)
    expect(await claim(sql, await createUser(sql), second)).toEqual({ refusal: 'move_code_invalid' })
  })

  it('is kept so that nobody finds it by reading the table', async () => {
    const { owner, original } = await setUp()
    await release(sql, owner, original)
    const [row] = await sql`select code_hash from billing.app_store_move_codes where user_id = ${owner}`
    expect(row?.code_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(row?.code_hash).not.toContain(original)
  })

  it('cannot be found by trying: after five wrong ones the right one is not looked at', async () => {
    const { owner, other, original } = await setUp()
    await release(sql, owner, original)
    const own = await setUp()
    await release(sql, own.owner, own.original)
    for (let n = 0; n < 4; n++) expect((await claim(sql, other, 'wrong')).refusal).toBe('move_code_invalid')
    for (let n = 0; n < 4; n++) await claim(sql, own.owner, 'wrong')
    // A code of one's own gives no new tries.
    expect(await claim(sql, own.owner, own.original)).toEqual({ refusal: 'already_owned' })
    expect(await claim(sql, own.owner, 'wrong')).toEqual({ refusal: 'too_many_attempts' })
    await claim(sql, other, 'wrong')
    expect(await claim(sql, other, original)).toEqual({ refusal: 'too_many_attempts' })
    await sql`update billing.app_store_move_attempts set began_at = now() - interval '15 minutes' where user_id = ${other}`
    expect((await claim(sql, other, original)).moved).toBe(1)
  })
})
