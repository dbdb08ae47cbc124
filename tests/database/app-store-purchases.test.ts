import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { buildPurchaseFact, notifyAppStore, postTransaction, readEntitlements } from '../support/records.ts'

const sql = openTestDatabase({
  maxConnections: 8,
  prepare: (on) => on`update billing.settings set sandbox_serves = 'nobody'`,
})
afterEach(() => sql`update billing.settings set family_sharing_serves = false, sandbox_serves = 'nobody'`)

const on = (dayOfMonth: number) => new Date(Date.UTC(2127, 0, dayOfMonth)).toISOString()
const forGood = new Date('9999-12-31T00:00:00Z')

async function buy(overrides: object = {}) {
  const userId = await createUser(sql)
  const fact = buildPurchaseFact({ transaction_id: randomUUID(), app_account_token: userId, ...overrides })
  const { outcome } = await notifyAppStore(sql, {
    transaction: fact,
    event_type: 'ONE_TIME_CHARGE',
    environment: fact.environment,
  })
  return { userId, fact, outcome }
}
const readRow = async (original: string) =>
  (await sql`select * from public.app_store_purchases where original_transaction_id = ${original}`)[0]
const rightsOf = async (userId: string) =>
  (await readEntitlements(sql, userId)).map(({ entitlement, status, access_ends_at }) => [
    entitlement,
    status,
    access_ends_at,
  ])

describe('a non-consumable that was bought in the App Store', () => {
  it('gives its rights for good, from the transaction that heard of it', async () => {
    const { userId, fact, outcome } = await buy()
    expect(outcome).toBe('applied')
    expect(await readRow(fact.transaction_id)).toMatchObject({
      user_id: userId,
      extra_id: 'workshop',
      price: 2900,
      currency: 'sgd',
      ownership: 'purchased',
      revoked_at: null,
    })
    expect(await readEntitlements(sql, userId)).toMatchObject([
      {
        entitlement: 'workshop',
        store: 'app_store',
        status: 'active',
        plan_id: null,
        expires_at: null,
        access_ends_at: forGood,
      },
    ])
  })

  it('is bound by the app that hands it in, and answered with its rights', async () => {
    const userId = await createUser(sql)
    const fact = buildPurchaseFact({ transaction_id: randomUUID() })
    expect(await postTransaction(sql, userId, fact)).toMatchObject({
      outcome: 'applied',
      entitlements: [{ entitlement: 'workshop' }],
    })
  })

  it('is seen by its owner and by nobody else', async () => {
    const [{ userId, fact }, other] = [await buy(), await createUser(sql)]
    const see = (who: string) =>
      asUser(sql, who, (tx) => tx`select original_transaction_id from public.app_store_purchases`)
    expect(await see(userId)).toEqual([{ original_transaction_id: fact.transaction_id }])
    expect(await see(other)).toEqual([])
  })

  it('closes when it is refunded, and opens again when the refund is reversed', async () => {
    const { userId, fact } = await buy()
    await notifyAppStore(sql, { transaction: { ...fact, revoked_at: on(2), signed_at: on(2) } })
    expect(await rightsOf(userId)).toEqual([['workshop', 'revoked', null]])
    expect(await readRow(fact.transaction_id)).toMatchObject({ revoked_at: new Date(on(2)) })
    await notifyAppStore(sql, { transaction: { ...fact, signed_at: on(3) } })
    expect(await rightsOf(userId)).toEqual([['workshop', 'active', forGood]])
  })

  it('closes in every restored copy when one is refunded, and opens when it is bought again', async () => {
    const { userId, fact } = await buy()
    const copy = { ...fact, transaction_id: randomUUID(), purchased_at: on(2), signed_at: on(2) }
    await notifyAppStore(sql, { transaction: copy })
    await notifyAppStore(sql, { transaction: { ...fact, revoked_at: on(3), signed_at: on(3) } })
    expect(await rightsOf(userId)).toEqual([['workshop', 'revoked', null]])
    const again = { ...fact, transaction_id: randomUUID(), purchased_at: on(4), signed_at: on(4) }
    await notifyAppStore(sql, { transaction: again })
    expect(await rightsOf(userId)).toEqual([['workshop', 'active', forGood]])
  })

  it('ends in the same row in every order and with every repetition', async () => {
    const story = (userId: string, original: string) => {
      const fact = buildPurchaseFact({ transaction_id: original, app_account_token: userId })
      const ids = { ...fact, original_transaction_id: original }
      return [
        fact,
        { ...ids, transaction_id: `${original}-copy`, purchased_at: on(2), signed_at: on(2) },
        { ...fact, revoked_at: on(3), signed_at: on(3) },
        { ...fact, signed_at: on(4) },
        { ...fact, revoked_at: on(5), signed_at: on(5) },
        { ...ids, transaction_id: `${original}-again`, purchased_at: on(6), signed_at: on(6) },
      ]
    }
    const prefixes = fc.integer({ min: 1, max: 6 })
    await fc.assert(
      fc.asyncProperty(prefixes, fc.infiniteStream(fc.nat(999)), async (length, chances) => {
        const play = async (isShuffled: boolean) => {
          const [userId, original] = [await createUser(sql), randomUUID()]
          const told = story(userId, original).slice(0, length)
          const sent = isShuffled ? [...told, ...told.slice(0, 2)].sort(() => (chances.next().value ?? 0) - 500) : told
          await Promise.all(sent.map((transaction) => notifyAppStore(sql, { transaction })))
          const { purchased_at, revoked_at, as_of, user_id } = (await readRow(original)) ?? {}
          return { purchased_at, revoked_at, as_of, isOwned: user_id === userId, rights: await rightsOf(userId) }
        }
        expect(await play(true)).toEqual(await play(false))
      }),
      { numRuns: 40 },
    )
  })

  it('that a family member bought opens only where the setting says so, and closes when it is no longer shared', async () => {
    const userId = await createUser(sql)
    const fact = buildPurchaseFact({ transaction_id: randomUUID(), ownership: 'family_shared' })
    await postTransaction(sql, userId, fact)
    expect(await rightsOf(userId)).toEqual([['workshop', 'active', null]])
    await sql`update billing.settings set family_sharing_serves = true`
    expect(await rightsOf(userId)).toEqual([['workshop', 'active', forGood]])
    const gone = { ...fact, revoked_at: on(2), signed_at: on(2), revocation_type: 'FAMILY_REVOKE' }
    await notifyAppStore(sql, { transaction: gone, event_type: 'REVOKE' })
    expect(await rightsOf(userId)).toEqual([['workshop', 'revoked', null]])
  })

  it('in the sandbox opens only for whom the sandbox serves', async () => {
    const { userId } = await buy({ environment: 'sandbox' })
    expect(await rightsOf(userId)).toEqual([['workshop', 'active', null]])
    await sql`update billing.settings set sandbox_serves = 'anybody'`
    expect(await rightsOf(userId)).toEqual([['workshop', 'active', forGood]])
  })

  it('of a product that is no extra is kept and gives nothing', async () => {
    const { userId, fact } = await buy({ product_id: 'com.example.tandem.mug' })
    expect(await readRow(fact.transaction_id)).toMatchObject({ extra_id: null, user_id: userId })
    expect(await rightsOf(userId)).toEqual([])
  })

  it.each(['Consumable', 'Non-Renewing Subscription'])('is not the same as a %s, which is recorded', async (type) => {
    const userId = await createUser(sql)
    const fact = buildPurchaseFact({ transaction_id: randomUUID(), type })
    expect(await postTransaction(sql, userId, fact)).toEqual({ outcome: 'recorded', tasks: [], entitlements: [] })
    expect(
      await sql`select 1 from billing.app_store_transactions where transaction_id = ${fact.transaction_id}`,
    ).toHaveLength(1)
  })
})
