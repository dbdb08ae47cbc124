import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { claim, createOwner, release } from '../support/apple/move-purchases.ts'
import { readOwner } from '../support/apple/read-owner.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import { notifyAppStore } from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })
const ended = { purchased_at: '2026-01-01T00:00:00Z', expires_at: '2026-02-01T00:00:00Z' }
const setUp = (overrides: object = {}) => createOwner(sql, overrides)

describe('a code', () => {
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

it('a notification of the same moment and the move do not undo each other', async () => {
  for (let round = 0; round < 4; round++) {
    const { owner, other, fact, original } = await setUp()
    await release(sql, owner, original)
    await overlap(
      sql,
      (on) => claim(on, other, original),
      (on) => notifyAppStore(on, { transaction: { ...fact, signed_at: '2026-11-22T00:00:00Z' } }),
    )
    expect(await readOwner(sql, original)).toBe(other)
  }
})

describe('a deletion of the same moment', () => {
  const begin = (id: string) => sql`select billing.begin_account_deletion(${id})`
  const remove = (id: string) => (on: Sql) => on`select billing.delete_account(${id})`

  it.each(['owner', 'other'] as const)(
    'of the %s’s account and a move do not wait for each other in a circle',
    async (whose) => {
      for (const isFirst of [true, false]) {
        const { owner, other, original } = await setUp()
        await release(sql, owner, original)
        const gone = whose === 'owner' ? owner : other
        const take = (on: Sql) => claim(on, other, original)
        // Begun in the moment itself: a move that came before the mark goes on.
        const erase = async (on: Sql) => {
          await on`select billing.begin_account_deletion(${gone})`
          await remove(gone)(on)
        }
        await (isFirst ? overlap(sql, take, erase) : overlap(sql, erase, take))
        expect(await sql`select from auth.users where id = ${gone}`).toEqual([])
        const kept = whose === 'owner' && isFirst ? other : whose === 'other' && !isFirst ? owner : null
        expect(await readOwner(sql, original)).toBe(kept)
      }
    },
  )

  it('that has begun keeps a claimer out, and one that is over, too', async () => {
    const { owner, other, original } = await setUp()
    await release(sql, owner, original)
    await begin(other)
    expect(await claim(sql, other, original)).toEqual({ refusal: 'account_being_deleted' })
    await remove(other)(sql)
    expect(await claim(sql, other, original)).toEqual({ refusal: 'unauthenticated' })
  })
})
