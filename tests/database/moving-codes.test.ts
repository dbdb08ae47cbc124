import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { claim, release } from '../support/apple/move-purchases.ts'
import { readOwner } from '../support/apple/read-owner.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import { buildTransactionFact, notifyAppStore } from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })
const ended = { purchased_at: '2026-01-01T00:00:00Z', expires_at: '2026-02-01T00:00:00Z' }

/** An owner with a purchase that Apple bound to them, and somebody else. */
async function setUp(overrides: object = {}) {
  const [owner, other] = [await createUser(sql), await createUser(sql)]
  const fact = buildTransactionFact({ transaction_id: randomUUID(), app_account_token: owner, ...overrides })
  await notifyAppStore(sql, { transaction: fact })
  return { owner, other, original: fact.original_transaction_id }
}

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

  it('of two who enter it in the same moment serves one', async () => {
    for (let round = 0; round < 4; round++) {
      const { owner, other, original } = await setUp()
      const third = await createUser(sql)
      await release(sql, owner, original)
      const answers = await overlap(
        sql,
        (on) => claim(on, other, original),
        (on) => claim(on, third, original),
      )
      expect(answers).toEqual([expect.objectContaining({ moved: 1 }), { refusal: 'move_code_invalid' }])
      expect(await readOwner(sql, original)).toBe(other)
    }
  })

  it('of two accounts that give each other what they have makes nobody wait in a circle', async () => {
    for (let round = 0; round < 4; round++) {
      const [mine, yours] = [await setUp(ended), await setUp(ended)]
      await release(sql, mine.owner, mine.original)
      await release(sql, yours.owner, yours.original)
      const answers = await overlap(
        sql,
        (on) => claim(on, yours.owner, mine.original),
        (on) => claim(on, mine.owner, yours.original),
      )
      // The second one moves what it finds: both purchases are the second claimer's then.
      expect(answers).toMatchObject([{ moved: 1 }, { moved: 2 }])
    }
  })
})
