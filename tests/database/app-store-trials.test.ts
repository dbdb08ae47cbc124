import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { buildTransactionFact, notifyAppStore, postTransaction } from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })

const at = (month: number, dayOfMonth = 1) => new Date(Date.UTC(2127, month - 1, dayOfMonth)).toISOString()
const free = { offer_type: 1, offer_discount_type: 'FREE_TRIAL', price_milliunits: 0 }

/** A week for nothing, then two paid months. */
function buildLife(original: string, more: object = {}) {
  const build = (index: number, from: string, until: string, offer: object = {}) =>
    buildTransactionFact({
      transaction_id: `${original}-${index}`,
      original_transaction_id: original,
      purchased_at: from,
      expires_at: until,
      signed_at: from,
      transaction_reason: index ? 'RENEWAL' : 'PURCHASE',
      ...offer,
      ...more,
    })
  return [build(0, at(1), at(1, 8), free), build(1, at(1, 8), at(2, 8)), build(2, at(2, 8), at(3, 8))]
}
const isAllowed = async (userId: string, account: string | null = null) =>
  (await sql`select billing.is_trial_allowed(${userId}, null, ${account}) as yes`)[0]?.yes
const readTrial = async (original: string) =>
  (
    await sql`select user_id, used_at, apple_account_hash from billing.trials where store_subscription_id = ${original}`
  )[0]

describe('a trial in the App Store', () => {
  it('counts where it was over by the time that we heard of it', async () => {
    const userId = await createUser(sql)
    const original = randomUUID()
    const [trial, paid] = buildLife(original, { app_account_token: userId })
    await notifyAppStore(sql, { transaction: paid })
    expect(await isAllowed(userId)).toBe(true)
    await notifyAppStore(sql, { transaction: trial })
    expect(await isAllowed(userId)).toBe(false)
    expect(await readTrial(original)).toMatchObject({ user_id: userId, used_at: new Date(at(1)) })
  })

  it('of nobody yet becomes that of who claims the purchase, and stays theirs when it moves on', async () => {
    const [first, second] = [await createUser(sql), await createUser(sql)]
    const original = randomUUID()
    const [trial, paid] = buildLife(original)
    await notifyAppStore(sql, { transaction: trial })
    expect(await readTrial(original)).toMatchObject({ user_id: null })
    await postTransaction(sql, first, paid as object)
    expect(await readTrial(original)).toMatchObject({ user_id: first })
    await sql`update billing.settings set app_store_transfer = 'always'`
    expect(await postTransaction(sql, second, paid as object)).toMatchObject({ outcome: 'applied' })
    await sql`update billing.settings set app_store_transfer = 'if_inactive'`
    expect([await isAllowed(first), await isAllowed(second)]).toEqual([false, true])
  })

  it('learns its Apple Account whenever Apple names it', async () => {
    const [userId, other] = [await createUser(sql), await createUser(sql)]
    const original = randomUUID()
    const [trial, paid] = buildLife(original, { app_account_token: userId })
    await notifyAppStore(sql, { transaction: trial })
    expect(await isAllowed(other, original)).toBe(true)
    await notifyAppStore(sql, { transaction: { ...paid, app_transaction_id: original } })
    expect(await isAllowed(other, original)).toBe(false)
  })

  it('that a member of the family had is not the user’s own', async () => {
    const userId = await createUser(sql)
    const original = randomUUID()
    const [trial] = buildLife(original, { ownership: 'family_shared' })
    await postTransaction(sql, userId, trial as object)
    expect(await isAllowed(userId)).toBe(true)
  })

  it('is that of the user whom Apple named then, in every order of what is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), async (order) => {
        const [first, second] = [await createUser(sql), await createUser(sql)]
        const original = randomUUID()
        const life = buildLife(original, { app_account_token: first, app_transaction_id: original })
        life[2] = { ...(life[2] as (typeof life)[0]), app_account_token: second, transaction_reason: 'PURCHASE' }
        for (const index of order) await notifyAppStore(sql, { transaction: life[index] })
        expect(await readTrial(original)).toEqual({
          user_id: first,
          used_at: new Date(at(1)),
          apple_account_hash: expect.any(String),
        })
        expect([await isAllowed(first), await isAllowed(second)]).toEqual([false, true])
      }),
      { numRuns: 12 },
    )
  })

  it('was used when the first of two free periods began, whichever we heard of first', async () => {
    for (const order of ['in order', 'reversed']) {
      const original = randomUUID()
      const [trial, , paid] = buildLife(original, {
        app_account_token: await createUser(sql),
        app_transaction_id: original,
      })
      const winBack = { ...paid, offer_type: 4, offer_discount_type: 'FREE_TRIAL' }
      for (const transaction of order === 'reversed' ? [winBack, trial] : [trial, winBack]) {
        await notifyAppStore(sql, { transaction })
      }
      expect(await readTrial(original)).toMatchObject({ used_at: new Date(at(1)) })
    }
  })

  it('stays used when its owner has gone and somebody else claims the purchase', async () => {
    const email = `${randomUUID()}@example.com`
    const gone = await createUser(sql, { email })
    const original = randomUUID()
    const [trial] = buildLife(original)
    await postTransaction(sql, gone, trial as object)
    await sql`delete from auth.users where id = ${gone}`
    const next = await createUser(sql)
    await postTransaction(sql, next, trial as object)
    expect(await isAllowed(next)).toBe(false)
    expect(await isAllowed(await createUser(sql, { email }))).toBe(false)
  })
})
