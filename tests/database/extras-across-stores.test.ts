import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { asRole, asUser, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import { buildPurchaseFact, notifyAppStore, postTransaction } from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })

const beginOnWeb = async (userId: string, on: Sql = sql, extraId = 'workshop') => {
  const [row] = await on`select billing.begin_extra_purchase(${userId}, ${extraId}) as answer`
  return row?.answer as { refusal?: string; attempt_key?: string }
}
const beginOnPhone = async (userId: string, extraId = 'workshop') => {
  const call = (tx: Sql) => tx`select allowed, code, message from public.begin_app_store_extra(${extraId})`
  const rows = await asUser(sql, userId, call as never, { commit: true })
  return (rows as { allowed: boolean; code: string | null; message: string | null }[])[0]
}
const endOnPhone = (userId: string) =>
  asUser(sql, userId, (tx) => tx`select public.end_app_store_purchase()`, { commit: true })
const paidOnWeb = (userId: string, more: object = {}) => sql`
  insert into public.payments ${sql({
    payment_intent_id: `pi_${randomUUID()}`,
    user_id: userId,
    environment: 'production',
    extra_id: 'workshop',
    amount: 2900,
    currency: 'sgd',
    status: 'succeeded',
    created_at: new Date(),
    as_of: new Date(),
    ...more,
  })}`
const boughtInApp = (userId: string, more: object = {}) =>
  postTransaction(sql, userId, buildPurchaseFact({ transaction_id: randomUUID(), ...more }))

describe('an extra that is owned', () => {
  it('by the App Store is not sold on the web, nor in the app again', async () => {
    const userId = await createUser(sql)
    await boughtInApp(userId)
    expect(await beginOnWeb(userId)).toEqual({ refusal: 'already_owned' })
    expect(await beginOnPhone(userId)).toEqual({
      allowed: false,
      code: 'already_owned',
      message: 'You own this already.',
    })
  })

  it('by the web is not sold in the app', async () => {
    const userId = await createUser(sql)
    await paidOnWeb(userId)
    expect(await beginOnPhone(userId)).toMatchObject({ allowed: false, code: 'already_owned' })
  })

  it('no more, or shared by a family that counts for nothing, is sold again', async () => {
    for (const more of [{ revoked_at: '2026-12-01T00:00:00Z' }, { ownership: 'family_shared' }]) {
      const [inApp, onWeb] = [await createUser(sql), await createUser(sql)]
      for (const userId of [inApp, onWeb]) await boughtInApp(userId, more)
      expect(await beginOnWeb(onWeb)).toMatchObject({ attempt_key: expect.any(String) })
      expect(await beginOnPhone(inApp)).toMatchObject({ allowed: true, code: null, message: null })
    }
  })

  it('is none where there is no such extra, or the App Store does not sell it', async () => {
    const userId = await createUser(sql)
    expect(await beginOnPhone(userId, 'unicycle')).toMatchObject({ allowed: false, code: 'extra_not_found' })
    await sql`
      insert into public.extras (id, name, description, amount, currency, entitlements)
      values ('tour', 'A tour', 'On the web only.', 100, 'sgd', '{tour}')`
    expect(await beginOnPhone(userId, 'tour')).toMatchObject({ allowed: false, code: 'extra_not_found' })
    expect(await beginOnWeb(userId, sql, 'tour')).toMatchObject({ attempt_key: expect.any(String) })
  })
})

describe('an extra whose purchase is under way', () => {
  it('on the phone keeps the web from selling it, until the sheet is closed or ten minutes are over', async () => {
    const userId = await createUser(sql)
    await beginOnPhone(userId)
    expect(await beginOnWeb(userId)).toEqual({ refusal: 'purchase_in_progress' })
    expect(await beginOnPhone(userId)).toMatchObject({ allowed: true })
    await endOnPhone(userId)
    expect(await beginOnWeb(userId)).toMatchObject({ attempt_key: expect.any(String) })
    await beginOnPhone(userId)
    await sql`update billing.extra_attempts set started_at = now() - interval '11 minutes' where user_id = ${userId}`
    expect(await beginOnWeb(userId)).toMatchObject({ attempt_key: expect.any(String) })
  })

  it('on the web, paid and not yet decided by the bank, keeps the app from selling it', async () => {
    const userId = await createUser(sql)
    await paidOnWeb(userId, { status: 'processing' })
    expect(await beginOnPhone(userId)).toMatchObject({ allowed: false, code: 'purchase_in_progress' })
  })

  it('on the web keeps the app from selling it for ten minutes, and may be gone on with', async () => {
    const userId = await createUser(sql)
    await beginOnWeb(userId)
    expect(await beginOnPhone(userId)).toMatchObject({ allowed: false, code: 'purchase_in_progress' })
    await endOnPhone(userId)
    expect(await beginOnPhone(userId)).toMatchObject({ allowed: false, code: 'purchase_in_progress' })
    expect(await beginOnWeb(userId)).toMatchObject({ attempt_key: expect.any(String) })
    await sql`update billing.extra_attempts set started_at = now() - interval '11 minutes' where user_id = ${userId}`
    expect(await beginOnPhone(userId)).toMatchObject({ allowed: true })
  })

  it('on the phone is over when it was bought', async () => {
    const userId = await createUser(sql)
    await beginOnPhone(userId)
    const fact = buildPurchaseFact({ transaction_id: randomUUID(), app_account_token: userId })
    await notifyAppStore(sql, { transaction: fact })
    expect(await sql`select 1 from billing.extra_attempts where user_id = ${userId}`).toEqual([])
  })

  it('lets exactly one of a phone and a browser of the same moment pass, whichever is first', async () => {
    const phoneOf = (userId: string) => async (on: Sql) => {
      const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
      await on`select set_config('request.jwt.claims', ${claims}, true)`
      const [row] = await on`select code from public.begin_app_store_extra('workshop')`
      return row?.code
    }
    const webOf = (userId: string) => async (on: Sql) => (await beginOnWeb(userId, on)).refusal ?? null
    const [one, other] = [await createUser(sql), await createUser(sql)]
    expect(await overlap(sql, phoneOf(one), webOf(one))).toEqual([null, 'purchase_in_progress'])
    expect(await overlap(sql, webOf(other), phoneOf(other))).toEqual([null, 'purchase_in_progress'])
  })

  it('cannot be begun without having signed in', async () => {
    await expect(asRole(sql, 'anon', (tx) => tx`select public.begin_app_store_extra('workshop')`)).rejects.toThrow(
      /permission denied/,
    )
  })
})
