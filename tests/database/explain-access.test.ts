import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asRole, asUser, createUser } from '../support/act-as.ts'
import {
  buildRenewalFact,
  buildReport,
  buildTransactionFact,
  recordAppStore,
  recordStripe,
} from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
  await sql`update billing.settings set sandbox_serves = 'testers'`
})
afterAll(() => database.close())

let counter = 0
async function explain(report: object, moment = '2126-12-01T00:00:00Z') {
  const userId = await createUser(sql)
  counter += 1
  const ids = { store_subscription_id: `sub_${counter}`, store_customer_id: `cus_explain_${counter}` }
  await recordStripe(sql, buildReport({ user_id: userId, ...ids, expires_at: '2126-12-21T08:00:00Z', ...report }))
  const [row] = await sql`select * from billing.explain_access(${userId}, ${moment})`
  return row
}

describe('why a subscription counts or not', () => {
  it.each([
    [{}, true, 'Paid until 2126-12-21 08:00 UTC at Stripe.', 'stripe_leeway = 1 day'],
    [{ will_renew: false }, true, 'Paid until 2126-12-21 08:00 UTC at Stripe.', 'Stripe'],
    [
      { status: 'in_grace_period', expires_at: '2126-11-30T00:00:00Z' },
      true,
      'Paid until 2126-11-30 00:00 UTC; the renewal failed, and Stripe tries again.',
      'stripe_past_due_grace = 7 days',
    ],
    [
      { status: 'in_grace_period', expires_at: '2126-11-20T00:00:00Z' },
      false,
      'Paid until 2126-11-20 00:00 UTC; the renewal failed, and the grace is over.',
      'stripe_past_due_grace = 7 days',
    ],
    [
      { status: 'in_billing_retry' },
      false,
      'Paid until 2126-12-21 08:00 UTC; the renewal failed, and no grace is left.',
      'Stripe',
    ],
    [{ status: 'paused' }, false, 'Paused at Stripe.', 'Stripe'],
    [{ status: 'incomplete' }, false, 'The first payment was never made.', 'Stripe'],
    [{ status: 'expired' }, false, 'Ended on 2126-12-21 08:00 UTC at Stripe.', 'Stripe'],
    [{ status: 'revoked' }, false, 'Refunded or revoked by Stripe.', 'Stripe'],
    [{ store_product_id: 'prod_mug' }, false, 'The product prod_mug belongs to no plan.', 'public.plans'],
    [{ environment: 'sandbox' }, false, 'A purchase in the sandbox, which serves testers.', 'sandbox_serves = testers'],
    [
      { ownership: 'family_shared' },
      false,
      'Shared by a member of the family, which gives no access here.',
      'family_sharing_serves = false',
    ],
  ])('%j', async (report, counts, why, decidedBy) => {
    expect(await explain(report)).toMatchObject({ counts, why, decided_by: decidedBy })
  })

  it('says of a late renewal that it may only be late, and later that the time is over', async () => {
    const report = { expires_at: '2126-12-01T00:00:00Z' }
    const paidUntil = 'Paid until 2126-12-01 00:00 UTC at Stripe'
    expect(await explain(report, '2126-12-01T12:00:00Z')).toMatchObject({
      counts: true,
      why: `${paidUntil}; the renewal may only be late.`,
    })
    expect(await explain(report, '2126-12-02T12:00:00Z')).toMatchObject({
      counts: false,
      why: `${paidUntil}, and that time is over.`,
    })
  })
})

describe('explain_access()', () => {
  it('lists every source of the signed-in user, what counts first, and nobody else’s', async () => {
    const [userId, other] = [await createUser(sql), await createUser(sql)]
    await recordStripe(
      sql,
      buildReport({
        user_id: userId,
        status: 'expired',
        store_subscription_id: 'sub_mine',
        store_customer_id: 'cus_mine',
      }),
    )
    await recordStripe(
      sql,
      buildReport({ user_id: other, store_subscription_id: 'sub_other', store_customer_id: 'cus_other' }),
    )
    const ids = { original_transaction_id: '9001', app_account_token: userId }
    await recordAppStore(
      sql,
      buildTransactionFact({ transaction_id: '9001', ...ids }),
      buildRenewalFact({ ...ids, will_renew: false }),
    )
    await sql`insert into billing.grants (user_id, entitlement, reason, granted_by) values (${userId}, 'standard', 'a prize', 'Ana')`
    const rows = await asUser(
      sql,
      userId,
      (tx) => tx`select source, plan, entitlements, state, counts, why from public.explain_access()`,
    )
    expect(rows).toEqual([
      {
        source: 'Grant by Ana',
        plan: null,
        entitlements: ['standard'],
        state: 'active',
        counts: true,
        why: 'Given by hand: a prize.',
      },
      {
        source: 'App Store subscription 9001',
        plan: 'Premium',
        entitlements: ['standard', 'premium'],
        state: 'active, will not renew',
        counts: true,
        why: 'Paid until 2126-12-21 08:00 UTC at the App Store.',
      },
      {
        source: 'Stripe subscription sub_mine',
        plan: 'Premium',
        entitlements: ['standard', 'premium'],
        state: 'expired',
        counts: false,
        why: 'Ended on 2126-12-21 08:00 UTC at Stripe.',
      },
    ])
  })

  it('is asked about anyone by an operator only', async () => {
    const userId = await createUser(sql)
    await recordStripe(
      sql,
      buildReport({ user_id: userId, store_subscription_id: 'sub_asked', store_customer_id: 'cus_asked' }),
    )
    const ask = (tx: Sql) => tx`select source from billing.explain_access(${userId})`
    expect(await asRole(sql, 'tandem_operators', ask as never)).toHaveLength(1)
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const) {
      await expect(asRole(sql, role, ask as never)).rejects.toThrow(/permission denied/)
    }
  })
})
