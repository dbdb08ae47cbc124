import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { readOwner } from '../support/apple/read-owner.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import {
  buildPurchaseFact,
  buildRenewalFact,
  buildTransactionFact,
  notifyAppStore,
  postTransaction,
  readEntitlements,
} from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })
afterEach(() => sql`update billing.settings set app_store_transfer = 'if_inactive', family_sharing_serves = false`)

const at = (month: number, dayOfMonth = 1) => new Date(Date.UTC(2127, month - 1, dayOfMonth)).toISOString()
const users = async (count: number) => Promise.all(Array.from({ length: count }, () => createUser(sql)))

/** The period of a month of 2127. */
function buildPeriod(original: string, month: number, more: object = {}) {
  return buildTransactionFact({
    transaction_id: `${original}-${month}`,
    original_transaction_id: original,
    purchased_at: at(month),
    expires_at: at(month + 1),
    signed_at: at(month),
    transaction_reason: month === 1 ? 'PURCHASE' : 'RENEWAL',
    ...more,
  })
}
const ended = { purchased_at: '2026-01-01T00:00:00Z', expires_at: '2026-02-01T00:00:00Z' }

describe('the owner that Apple names', () => {
  it('is the one whom the newest purchase names', async () => {
    const [first, second] = await users(2)
    const original = randomUUID()
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1, { app_account_token: first }) })
    const again = { app_account_token: second, transaction_reason: 'PURCHASE' }
    await notifyAppStore(sql, { transaction: buildPeriod(original, 6, again) })
    expect(await readOwner(sql, original)).toBe(second)
  })

  it('stays the same when a period of the former owner is refunded, however late that is signed', async () => {
    const [first, second] = await users(2)
    const original = randomUUID()
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1, { app_account_token: first }) })
    await notifyAppStore(sql, { transaction: buildPeriod(original, 2, { app_account_token: second }) })
    const refunded = { app_account_token: first, revoked_at: at(2, 20), signed_at: at(2, 20) }
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1, refunded) })
    expect(await readOwner(sql, original)).toBe(second)
  })

  it('is another once Apple has another token for the period that runs', async () => {
    const [first, second] = await users(2)
    const original = randomUUID()
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1, { app_account_token: first }) })
    const changed = { app_account_token: second, signed_at: at(1, 10) }
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1, changed) })
    expect(await readOwner(sql, original)).toBe(second)
  })

  it('may come with the renewal info alone', async () => {
    const [owner] = await users(1)
    const original = randomUUID()
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1) })
    const renewal = { original_transaction_id: original, app_account_token: owner, signed_at: at(1, 2) }
    await notifyAppStore(sql, { renewal: buildRenewalFact(renewal) })
    expect(await readOwner(sql, original)).toBe(owner)
  })

  it('is nobody where no such user exists, until somebody claims it', async () => {
    const [poster] = await users(1)
    const fact = buildPeriod(randomUUID(), 1, { app_account_token: randomUUID() })
    await notifyAppStore(sql, { transaction: fact })
    expect(await readOwner(sql, fact.original_transaction_id)).toBeNull()
    expect(await postTransaction(sql, poster as string, fact)).toMatchObject({ outcome: 'applied' })
    expect(await readOwner(sql, fact.original_transaction_id)).toBe(poster)
  })
})

describe('a purchase that Apple bound to nobody', () => {
  it.each([
    ['a subscription', () => buildPeriod(randomUUID(), 1)],
    ['something bought once', () => buildPurchaseFact({ transaction_id: randomUUID() })],
  ])('(%s) belongs to exactly one of two users who hand it in at the same moment', async (_name, build) => {
    for (let round = 0; round < 5; round++) {
      const people = await users(4)
      const fact = build()
      const answers = await Promise.all(people.map((person) => postTransaction(sql, person, fact)))
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
        'applied',
        ...people.slice(1).map(() => 'belongs_to_another_account'),
      ])
      const owner = await readOwner(sql, fact.original_transaction_id)
      expect(answers[people.indexOf(owner as string)]).toMatchObject({ outcome: 'applied' })
    }
  })

  it('is known from a notification first, and bound when the app hands it in', async () => {
    const [owner] = await users(1)
    const fact = buildPeriod(randomUUID(), 1, { offer_type: 3, offer_discount_type: 'FREE_TRIAL' })
    await notifyAppStore(sql, { transaction: fact, event_type: 'OFFER_REDEEMED' })
    expect(await readOwner(sql, fact.original_transaction_id)).toBeNull()
    await postTransaction(sql, owner as string, fact)
    expect(await readEntitlements(sql, owner as string)).toHaveLength(2)
  })

  it('may be one of several of a user, and of a user with several Apple Accounts', async () => {
    const [owner] = await users(1)
    const facts = ['account 1', 'account 2'].map((account) =>
      buildPeriod(randomUUID(), 1, { app_transaction_id: account }),
    )
    for (const fact of facts) await postTransaction(sql, owner as string, fact)
    for (const fact of facts) expect(await readOwner(sql, fact.original_transaction_id)).toBe(owner)
  })

  it('is free again when its owner deletes the account', async () => {
    const [first, second] = await users(2)
    const fact = buildPeriod(randomUUID(), 1)
    await postTransaction(sql, first as string, fact)
    await sql`delete from auth.users where id = ${first as string}`
    expect(await readOwner(sql, fact.original_transaction_id)).toBeNull()
    expect(await postTransaction(sql, second as string, fact)).toMatchObject({ outcome: 'applied' })
    expect(await readOwner(sql, fact.original_transaction_id)).toBe(second)
  })
})

describe('the setting for transfers', () => {
  const bought = (kind: 'running' | 'ended' | 'once', owner: string | undefined) => {
    const ids = { transaction_id: randomUUID(), app_account_token: owner }
    if (kind === 'once') return buildPurchaseFact(ids)
    return buildTransactionFact(kind === 'ended' ? { ...ids, ...ended } : ids)
  }

  it.each([
    ['if_inactive', 'running', 'belongs_to_another_account'],
    ['if_inactive', 'ended', 'applied'],
    ['if_inactive', 'once', 'belongs_to_another_account'],
    ['always', 'running', 'applied'],
    ['always', 'ended', 'applied'],
    ['always', 'once', 'applied'],
    ['never', 'running', 'belongs_to_another_account'],
    ['never', 'ended', 'belongs_to_another_account'],
    ['never', 'once', 'belongs_to_another_account'],
  ] as const)('%s: what another user has (%s) is answered %s', async (transfer, kind, outcome) => {
    await sql`update billing.settings set app_store_transfer = ${transfer}`
    const [owner, other] = await users(2)
    const fact = bought(kind, owner)
    await notifyAppStore(sql, { transaction: fact })
    expect(await postTransaction(sql, other as string, fact)).toMatchObject({ outcome })
    expect(await readOwner(sql, fact.original_transaction_id)).toBe(outcome === 'applied' ? other : owner)
  })

  it('takes the rights of the former owner along', async () => {
    await sql`update billing.settings set app_store_transfer = 'always'`
    const [owner, other] = await users(2)
    const fact = bought('running', owner)
    await notifyAppStore(sql, { transaction: fact })
    await postTransaction(sql, other as string, fact)
    expect(await readEntitlements(sql, owner as string)).toEqual([])
    expect(await readEntitlements(sql, other as string)).toHaveLength(2)
  })

  it('never: what nobody owns may be claimed all the same', async () => {
    await sql`update billing.settings set app_store_transfer = 'never'`
    const [poster] = await users(1)
    expect(await postTransaction(sql, poster as string, bought('running', undefined))).toMatchObject({
      outcome: 'applied',
    })
  })

  it('if_inactive: what the family shares, and no access is given for, may be claimed', async () => {
    const [owner, other] = await users(2)
    const fact = buildTransactionFact({ transaction_id: randomUUID(), ownership: 'family_shared' })
    await postTransaction(sql, owner as string, fact)
    expect(await postTransaction(sql, other as string, fact)).toMatchObject({ outcome: 'applied' })
    await sql`update billing.settings set family_sharing_serves = true`
    expect(await postTransaction(sql, owner as string, fact)).toMatchObject({ outcome: 'belongs_to_another_account' })
  })
})

describe('a purchase that was claimed', () => {
  async function claim() {
    await sql`update billing.settings set app_store_transfer = 'always'`
    const [first, second, third] = await users(3)
    const original = randomUUID()
    const fact = buildPeriod(original, 1, { app_account_token: first })
    await notifyAppStore(sql, { transaction: fact })
    await postTransaction(sql, second as string, fact)
    return { original, first, second, third: third as string }
  }

  it('stays so while Apple signs the former owner’s token once more, as with any event before it has learned', async () => {
    const { original, first, second } = await claim()
    const signedAgain = { app_account_token: first, signed_at: at(1, 20) }
    await notifyAppStore(sql, {
      transaction: buildPeriod(original, 1, signedAgain),
      renewal: buildRenewalFact({ original_transaction_id: original, will_renew: false, ...signedAgain }),
    })
    expect(await readOwner(sql, original)).toBe(second)
    await notifyAppStore(sql, { transaction: buildPeriod(original, 2, { app_account_token: first }) })
    expect(await readOwner(sql, original)).toBe(second)
  })

  it('goes back when the former owner buys again', async () => {
    const { original, first } = await claim()
    const bought = { app_account_token: first, transaction_reason: 'PURCHASE' }
    await notifyAppStore(sql, { transaction: buildPeriod(original, 3, bought) })
    expect(await readOwner(sql, original)).toBe(first)
  })

  it('goes to whom Apple names newly', async () => {
    const { original, third } = await claim()
    await notifyAppStore(sql, {
      transaction: buildPeriod(original, 1, { app_account_token: third, signed_at: at(1, 20) }),
    })
    expect(await readOwner(sql, original)).toBe(third)
  })

  it('by a second one is not given back by the token of the first, which was on its way to Apple', async () => {
    const { original, second, third } = await claim()
    await postTransaction(sql, third, buildPeriod(original, 1, { signed_at: at(1, 3), app_account_token: null }))
    const late = { app_account_token: second, signed_at: at(1, 5) }
    await notifyAppStore(sql, { transaction: buildPeriod(original, 1, late) })
    expect(await readOwner(sql, original)).toBe(third)
  })

  it('on facts that Apple signed in our future counts as later than those', async () => {
    const [first, second] = (await users(2)).sort()
    const fact = buildPeriod(randomUUID(), 1, { ...ended, app_account_token: first, signed_at: at(5) })
    await notifyAppStore(sql, { transaction: fact })
    await postTransaction(sql, second as string, fact)
    expect(await readOwner(sql, fact.original_transaction_id)).toBe(second)
  })
})

it('two users who take a purchase from each other in the same moment do not wait for each other in a circle', async () => {
  await sql`update billing.settings set app_store_transfer = 'always'`
  for (let round = 0; round < 6; round++) {
    const [one, other] = await users(2)
    const [mine, yours] = [buildPeriod(randomUUID(), 1), buildPeriod(randomUUID(), 1)]
    await postTransaction(sql, one as string, mine)
    await postTransaction(sql, other as string, yours)
    const answers = await overlap(
      sql,
      (on) => postTransaction(on, other as string, mine),
      (on) => postTransaction(on, one as string, yours),
    )
    expect(answers.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  }
})
