import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { buildRenewalFact, buildTransactionFact, postTransaction, recordAppStore } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

const nextId = (() => {
  let id = 5000
  return () => String(id++)
})()

async function readSubscription(original: string) {
  const [row] = await sql`
    select user_id, status, plan_id, next_plan_id, will_renew, expires_at, grace_period_ends_at, period_type, price
    from public.subscriptions where store = 'app_store' and store_subscription_id = ${original}`
  return row
}

const at = (month: number, dayOfMonth = 1) => new Date(Date.UTC(2127, month - 1, dayOfMonth)).toISOString()

/** The facts of a life: bought, renewed, upgraded, a payment failed and recovered, cancelled, ended. */
function buildLife(original: string, userId: string) {
  const transaction = (id: string, month: number, more: object = {}) =>
    buildTransactionFact({
      transaction_id: `${original}-${id}`,
      original_transaction_id: original,
      app_account_token: userId,
      product_id: 'com.example.tandem.standard.monthly',
      purchased_at: at(month),
      expires_at: at(month + 1),
      signed_at: at(month),
      ...more,
    })
  const renewal = (signedAt: string, more: object = {}) =>
    buildRenewalFact({ original_transaction_id: original, app_account_token: userId, signed_at: signedAt, ...more })
  const premium = { product_id: 'com.example.tandem.premium.monthly' }
  return [
    { transaction: transaction('1', 1), renewal: renewal(at(1), { renews_at: at(2) }) },
    { transaction: transaction('2', 2), renewal: renewal(at(2), { renews_at: at(3) }) },
    { transaction: transaction('2', 2, { is_upgraded: true, signed_at: at(2, 10) }), renewal: null },
    {
      transaction: transaction('3', 2, {
        ...premium,
        purchased_at: at(2, 10),
        expires_at: at(3, 10),
        signed_at: at(2, 10),
      }),
      renewal: renewal(at(2, 10), { renews_at: at(3, 10) }),
    },
    {
      transaction: null,
      renewal: renewal(at(3, 10), { is_in_billing_retry: true, grace_period_ends_at: at(3, 26), renews_at: at(3, 10) }),
    },
    {
      transaction: transaction('4', 3, {
        ...premium,
        purchased_at: at(3, 12),
        expires_at: at(4, 10),
        signed_at: at(3, 12),
      }),
      renewal: renewal(at(3, 12), { renews_at: at(4, 10) }),
    },
    // A refund of an old period: an old transaction with the newest signature.
    { transaction: transaction('1', 1, { revoked_at: at(3, 14), signed_at: at(3, 14) }), renewal: null },
    { transaction: null, renewal: renewal(at(3, 15), { will_renew: false, renews_at: at(4, 10) }) },
  ]
}

describe('the facts that Apple signs', () => {
  it('end in the same state in every order and with every repetition', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
        fc.array(fc.nat(7), { maxLength: 4 }),
        async (order, again) => {
          const userId = await createUser(sql)
          const original = nextId()
          const life = buildLife(original, userId)
          for (const index of [...order, ...again]) {
            const facts = life[index]
            if (facts) await recordAppStore(sql, facts.transaction, facts.renewal)
          }
          expect(await readSubscription(original)).toMatchObject({
            user_id: userId,
            status: 'active',
            plan_id: 'premium',
            will_renew: false,
            expires_at: new Date(at(4, 10)),
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('open a grace period only while Apple retries', async () => {
    const original = nextId()
    const past = {
      purchased_at: '2026-01-01T00:00:00Z',
      expires_at: '2026-02-01T00:00:00Z',
      signed_at: '2026-01-01T00:00:00Z',
    }
    const retry = { original_transaction_id: original, is_in_billing_retry: true, renews_at: '2026-02-01T00:00:00Z' }
    await recordAppStore(
      sql,
      buildTransactionFact({ transaction_id: original, ...past }),
      buildRenewalFact({ ...retry, grace_period_ends_at: period, signed_at: '2026-02-01T00:00:00Z' }),
    )
    expect(await readSubscription(original)).toMatchObject({
      status: 'in_grace_period',
      grace_period_ends_at: new Date(period),
    })
    await recordAppStore(sql, null, buildRenewalFact({ ...retry, signed_at: '2026-02-17T00:00:00Z' }))
    expect(await readSubscription(original)).toMatchObject({ status: 'in_billing_retry', will_renew: true })
    await recordAppStore(
      sql,
      null,
      buildRenewalFact({ ...retry, is_in_billing_retry: false, will_renew: false, signed_at: '2026-04-01T00:00:00Z' }),
    )
    expect(await readSubscription(original)).toMatchObject({ status: 'expired', will_renew: false })
  })

  it('say that a trial is paid as soon as the month after it is, which is charged some hours ahead', async () => {
    const original = nextId()
    const trial = { original_transaction_id: original, purchased_at: at(1), expires_at: at(1, 8) }
    const free = { offer_type: 1, offer_discount_type: 'FREE_TRIAL', price_milliunits: 0 }
    await recordAppStore(
      sql,
      buildTransactionFact({ ...trial, ...free, transaction_id: `${original}-1`, signed_at: at(1) }),
      buildRenewalFact({ original_transaction_id: original, renews_at: at(1, 8), signed_at: at(1) }),
    )
    expect(await readSubscription(original)).toMatchObject({ period_type: 'trial', expires_at: new Date(at(1, 8)) })

    const month = { ...trial, purchased_at: at(1, 8), expires_at: at(2, 8), transaction_reason: 'RENEWAL' }
    await recordAppStore(
      sql,
      buildTransactionFact({ ...month, transaction_id: `${original}-2`, signed_at: at(1, 7) }),
      buildRenewalFact({ original_transaction_id: original, renews_at: at(2, 8), signed_at: at(1, 7) }),
    )
    const paid = { status: 'active', period_type: 'normal', expires_at: new Date(at(2, 8)) }
    expect(await readSubscription(original)).toMatchObject(paid)
    expect((await readSubscription(original))?.price).toBeGreaterThan(0)
  })

  it('revoke what is refunded, and reinstate it when the refund is reversed', async () => {
    const original = nextId()
    const bought = { transaction_id: original }
    await recordAppStore(sql, buildTransactionFact(bought), null)
    await recordAppStore(
      sql,
      buildTransactionFact({ ...bought, revoked_at: '2026-12-01T00:00:00Z', signed_at: '2026-12-01T00:00:00Z' }),
      null,
    )
    expect(await readSubscription(original)).toMatchObject({ status: 'revoked', will_renew: false })
    await recordAppStore(sql, buildTransactionFact({ ...bought, signed_at: '2026-12-02T00:00:00Z' }), null)
    expect(await readSubscription(original)).toMatchObject({ status: 'active' })
  })

  it('are merged once per notification, however often it comes', async () => {
    const eventId = randomUUID()
    const fact = buildTransactionFact({ transaction_id: nextId() })
    expect(await recordAppStore(sql, fact, null, eventId)).toBe('applied')
    expect(await recordAppStore(sql, fact, null, eventId)).toBe('duplicate')
  })

  it('are kept where they say nothing of a subscription', async () => {
    expect(await recordAppStore(sql, null, null)).toBe('recorded')
    expect(await recordAppStore(sql, buildTransactionFact({ transaction_id: nextId(), expires_at: null }), null)).toBe(
      'recorded',
    )
  })
})

describe('the owner of an App Store purchase', () => {
  it('is the user whose id the app gave to Apple', async () => {
    const userId = await createUser(sql)
    const original = nextId()
    await recordAppStore(sql, buildTransactionFact({ transaction_id: original, app_account_token: userId }), null)
    expect(await readSubscription(original)).toMatchObject({ user_id: userId })
  })

  it('is the first signed-in user who hands it in, where Apple names none', async () => {
    const userId = await createUser(sql)
    const fact = buildTransactionFact({ transaction_id: nextId() })
    await recordAppStore(sql, fact, null)
    expect(await readSubscription(fact.transaction_id)).toMatchObject({ user_id: null })
    expect(await postTransaction(sql, userId, fact)).toMatchObject({
      outcome: 'applied',
      entitlements: [{ entitlement: 'premium' }, { entitlement: 'standard' }],
    })
    expect(await readSubscription(fact.transaction_id)).toMatchObject({ user_id: userId })
  })

  it('keeps what they use when another account hands it in', async () => {
    const [owner, other] = [await createUser(sql), await createUser(sql)]
    const fact = buildTransactionFact({ transaction_id: nextId(), app_account_token: owner })
    await recordAppStore(sql, fact, null)
    expect(await postTransaction(sql, other, fact)).toEqual({
      outcome: 'belongs_to_another_account',
      entitlements: [],
      tasks: [],
    })
    expect(await readSubscription(fact.transaction_id)).toMatchObject({ user_id: owner })
  })

  it('may be another once it gives nothing any more', async () => {
    const [owner, other] = [await createUser(sql), await createUser(sql)]
    const fact = buildTransactionFact({
      transaction_id: nextId(),
      app_account_token: owner,
      purchased_at: '2026-01-01T00:00:00Z',
      expires_at: '2026-02-01T00:00:00Z',
    })
    await recordAppStore(sql, fact, null)
    expect(await postTransaction(sql, other, fact)).toMatchObject({ outcome: 'applied' })
    expect(await readSubscription(fact.transaction_id)).toMatchObject({ user_id: other })
  })
})

const period = '2126-12-21T08:00:00.000Z'
