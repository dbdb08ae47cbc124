import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import {
  buildPurchaseFact,
  buildRenewalFact,
  buildTransactionFact,
  notifyAppStore,
  postTransaction,
} from '../support/records.ts'

const sql = openTestDatabase({ prepare: (on) => on`update billing.settings set sandbox_serves = 'testers'` })
afterEach(() => sql`update billing.settings set family_sharing_serves = false`)

const on = (dayOfMonth: number) => new Date(Date.UTC(2127, 0, dayOfMonth)).toISOString()
const month = { purchased_at: on(1), expires_at: '2127-02-01T00:00:00Z', signed_at: on(1) }

async function explain(fact: object, renewal: object | null = null) {
  const userId = await createUser(sql)
  await postTransaction(sql, userId, fact, renewal)
  const [row] = await sql`select * from billing.explain_access(${userId}, ${on(20)})`
  return row
}
const rescind = (account: string) =>
  notifyAppStore(sql, { rescinded_consent: { app_transaction_id: account, at: on(10) }, occurred_at: on(10) })

describe('why something bought once in the App Store counts or not', () => {
  const bought = (more: object = {}) =>
    buildPurchaseFact({ transaction_id: randomUUID(), purchased_at: on(1), ...more })

  it.each([
    [{}, 'bought', true, 'Bought once, on 2127-01-01 in the App Store, for good.', 'the App Store'],
    [
      { revoked_at: on(5) },
      'revoked',
      false,
      'Bought once, and refunded or revoked by the App Store on 2127-01-05 00:00 UTC.',
      'the App Store',
    ],
    [
      { product_id: 'com.example.tandem.mug' },
      'bought',
      false,
      'The product com.example.tandem.mug is no extra.',
      'public.extras',
    ],
    [
      { environment: 'sandbox' },
      'bought',
      false,
      'A purchase in the sandbox, which serves testers.',
      'sandbox_serves = testers',
    ],
    [
      { ownership: 'family_shared' },
      'bought',
      false,
      'Shared by a member of the family, which gives no access here.',
      'family_sharing_serves = false',
    ],
  ])('%j', async (more, state, counts, why, decidedBy) => {
    const fact = bought(more)
    expect(await explain(fact)).toMatchObject({
      source: `App Store purchase ${fact.transaction_id}${fact.environment === 'sandbox' ? ' (sandbox)' : ''}`,
      state,
      counts,
      until: null,
      why,
      decided_by: decidedBy,
    })
  })

  it('once the family no longer shares it', async () => {
    await sql`update billing.settings set family_sharing_serves = true`
    expect(await explain(bought({ ownership: 'family_shared', revoked_at: on(5) }))).toMatchObject({
      counts: false,
      why: 'No longer shared by the family since 2127-01-05 00:00 UTC.',
    })
  })

  it('without a parent’s consent', async () => {
    const account = randomUUID()
    await rescind(account)
    expect(await explain(bought({ app_transaction_id: account }))).toMatchObject({
      counts: false,
      why: 'A parent withdrew the consent to use the app on 2127-01-10 00:00 UTC; what was bought before gives no access.',
      decided_by: 'billing.app_store_consents',
    })
  })
})

describe('why an App Store subscription counts or not', () => {
  const buy = (more: object = {}) => buildTransactionFact({ transaction_id: randomUUID(), ...month, ...more })
  const renewalOf = (fact: { transaction_id: string }, more: object) =>
    buildRenewalFact({
      original_transaction_id: fact.transaction_id,
      renews_at: month.expires_at,
      signed_at: on(2),
      ...more,
    })

  it('while a higher price waits for consent', async () => {
    const fact = buy()
    expect(await explain(fact, renewalOf(fact, { price_increase_status: 0 }))).toMatchObject({
      counts: true,
      why: 'Paid until 2127-02-01 00:00 UTC at the App Store; the price rises, and unless that is agreed to it ends then.',
      decided_by: 'app_store_leeway = none',
    })
  })

  it('without a parent’s consent', async () => {
    const account = randomUUID()
    await rescind(account)
    expect(await explain(buy({ app_transaction_id: account }))).toMatchObject({
      counts: false,
      state: 'expired',
      why: 'A parent withdrew the consent to use the app on 2127-01-10 00:00 UTC; what was bought before gives no access.',
      decided_by: 'billing.app_store_consents',
    })
  })

  it('once it was refunded, or the family no longer shares it', async () => {
    expect(await explain(buy({ revoked_at: on(5) }))).toMatchObject({ why: 'Refunded or revoked by the App Store.' })
    await sql`update billing.settings set family_sharing_serves = true`
    expect(await explain(buy({ revoked_at: on(5), ownership: 'family_shared' }))).toMatchObject({
      why: 'No longer shared by the family since 2127-01-05 00:00 UTC.',
    })
  })

  it('is told to its owner, with what else they have', async () => {
    const userId = await createUser(sql)
    await postTransaction(sql, userId, buy())
    await postTransaction(sql, userId, buildPurchaseFact({ transaction_id: randomUUID() }))
    const rows = await asUser(sql, userId, (tx) => tx`select plan, counts from public.explain_access()`)
    expect(rows).toEqual([
      { plan: 'The repair workshop', counts: true },
      { plan: 'Premium', counts: true },
    ])
  })
})
