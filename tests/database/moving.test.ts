import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { asRole, createUser } from '../support/act-as.ts'
import { claim, createOwner, move, release } from '../support/apple/move-purchases.ts'
import { readOwner } from '../support/apple/read-owner.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import {
  buildPurchaseFact,
  buildReport,
  buildTransactionFact,
  notifyAppStore,
  postTransaction,
  readEntitlements,
  recordStripe,
} from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })
afterEach(() => sql`update billing.settings set app_store_transfer = 'if_inactive', family_sharing_serves = false`)

const ended = { purchased_at: '2026-01-01T00:00:00Z', expires_at: '2026-02-01T00:00:00Z' }
const refunded = { revoked_at: '2026-11-20T00:00:00Z' }
const rightsOf = async (userId: string) => (await readEntitlements(sql, userId)).filter((right) => right.access_ends_at)
const setTransfer = (to: string) => sql`update billing.settings set app_store_transfer = ${to}`

const setUp = (overrides?: object, build?: typeof buildTransactionFact) => createOwner(sql, overrides, build)
async function subscribeOnTheWeb(userId: string) {
  const ids = { store_subscription_id: `sub_${randomUUID()}`, store_customer_id: `cus_${randomUUID()}` }
  await recordStripe(sql, buildReport({ user_id: userId, ...ids }))
}

describe('a purchase whose owner lets it go', () => {
  it('is the other account’s at once, with all its rights, and Apple is to be told', async () => {
    const { owner, other, original } = await setUp()
    const { moved, tasks } = await move(sql, owner, other)
    expect(moved).toBe(1)
    expect(await readOwner(sql, original)).toBe(other)
    expect(await readEntitlements(sql, owner)).toEqual([])
    expect(await rightsOf(other)).toHaveLength(2)
    expect(await sql`select kind, user_id from billing.app_store_tasks where id = any (${tasks ?? []})`).toEqual([
      { kind: 'set_app_account_token', user_id: other },
    ])
  })

  it('goes with all others of the account, of both kinds and environments', async () => {
    const { owner, other, original } = await setUp()
    const workshop = buildPurchaseFact({ transaction_id: randomUUID(), app_account_token: owner })
    const sandbox = buildTransactionFact({
      transaction_id: randomUUID(),
      app_account_token: owner,
      environment: 'sandbox',
    })
    await notifyAppStore(sql, { transaction: workshop })
    await notifyAppStore(sql, { transaction: sandbox, environment: 'sandbox' })
    expect((await move(sql, owner, other)).moved).toBe(3)
    for (const id of [original, workshop.transaction_id, sandbox.transaction_id])
      expect(await readOwner(sql, id)).toBe(other)
  })

  it.each([
    ['refunded', refunded, buildTransactionFact],
    ['over', ended, buildTransactionFact],
    ['shared by the family', { ownership: 'family_shared', app_account_token: null }, buildTransactionFact],
    ['bought once', {}, buildPurchaseFact],
    ['bought once and refunded', refunded, buildPurchaseFact],
  ] as const)('goes also when it is %s', async (_name, overrides, build) => {
    const { owner, other, fact, original } = await setUp(overrides, build)
    await postTransaction(sql, owner, fact)
    expect((await move(sql, owner, other)).moved).toBe(1)
    expect(await readOwner(sql, original)).toBe(other)
  })

  it('of the family is never named to Apple, which takes no token for it', async () => {
    const { owner, other, fact } = await setUp({ ownership: 'family_shared', app_account_token: null })
    await postTransaction(sql, owner, fact)
    expect((await move(sql, owner, other)).tasks).toEqual([])
  })

  it('leaves the trial that it began with to who tried it', async () => {
    const { owner, other } = await setUp({ offer_type: 1, offer_discount_type: 'FREE_TRIAL' })
    await move(sql, owner, other)
    expect(await sql`select from billing.trials where user_id = ${owner}`).toHaveLength(1)
  })

  it('may go on to a third account, and back to the first', async () => {
    const { owner, other, original } = await setUp()
    const third = await createUser(sql)
    for (const [from, to] of [
      [owner, other],
      [other, third],
      [third, owner],
      [owner, other],
    ] as const) {
      expect((await move(sql, from, to)).moved).toBe(1)
      expect(await readOwner(sql, original)).toBe(to)
    }
  })

  it('can be moved by its new owner only', async () => {
    const { owner, other } = await setUp()
    await move(sql, owner, other)
    expect(await release(sql, owner)).toEqual({ refusal: 'nothing_to_move' })
  })
})

describe('the former owner’s app, which hands the same purchase in at each launch', () => {
  it.each(['if_inactive', 'always', 'never'])('does not take it back (%s)', async (transfer) => {
    const { owner, other, fact, original } = await setUp()
    await move(sql, owner, other)
    await setTransfer(transfer)
    expect(await postTransaction(sql, owner, fact)).toMatchObject({ outcome: 'belongs_to_another_account' })
    expect(await readOwner(sql, original)).toBe(other)
  })

  it('does not take it back when it is over either', async () => {
    const { owner, other, fact, original } = await setUp(ended)
    await move(sql, owner, other)
    expect(await postTransaction(sql, owner, fact)).toMatchObject({ outcome: 'belongs_to_another_account' })
    expect(await readOwner(sql, original)).toBe(other)
  })

  it('does after it was bought again', async () => {
    const { owner, other, original } = await setUp()
    await move(sql, owner, other)
    const later = {
      purchased_at: '2127-01-01T00:00:00Z',
      signed_at: '2127-01-01T00:00:00Z',
      expires_at: '2127-02-01T00:00:00Z',
    }
    const again = {
      transaction_id: randomUUID(),
      original_transaction_id: original,
      app_account_token: owner,
      ...later,
    }
    await notifyAppStore(sql, { transaction: buildTransactionFact(again) })
    expect(await readOwner(sql, original)).toBe(owner)
  })

  it('does when the new owner’s account is gone', async () => {
    const { owner, other, fact, original } = await setUp()
    await move(sql, owner, other)
    await sql`delete from auth.users where id = ${other}`
    await postTransaction(sql, owner, fact)
    expect(await readOwner(sql, original)).toBe(owner)
  })
})

describe('who may take it over', () => {
  it('not who subscribes on the web already, and the code stays good until that is over', async () => {
    const { owner, other, original } = await setUp()
    await subscribeOnTheWeb(other)
    await release(sql, owner, original)
    expect(await claim(sql, other, original)).toEqual({ refusal: 'subscribed_on_web' })
    expect(await readOwner(sql, original)).toBe(owner)
    const third = await createUser(sql)
    expect((await claim(sql, third, original)).moved).toBe(1)
  })

  it('not who subscribes in the App Store, to whichever plan', async () => {
    const [mine, yours] = [await setUp(), await setUp({ product_id: 'com.example.tandem.standard.monthly' })]
    expect(await move(sql, mine.owner, yours.owner)).toEqual({ refusal: 'already_subscribed' })
  })

  it('not who may be paying on the web this very moment', async () => {
    const { owner, other } = await setUp()
    await sql`select billing.open_attempt(${other}, 'stripe', 'premium')`
    expect(await move(sql, owner, other)).toEqual({ refusal: 'purchase_in_progress' })
  })

  it.each([
    ['is over', ended, buildTransactionFact],
    ['was bought once', {}, buildPurchaseFact],
  ] as const)('a subscriber of the web, what %s', async (_name, overrides, build) => {
    const { owner, other } = await setUp(overrides, build)
    await subscribeOnTheWeb(other)
    expect((await move(sql, owner, other)).moved).toBe(1)
  })

  it('not who has it, which leaves the code for the other account', async () => {
    const { owner, other, original } = await setUp()
    await release(sql, owner, original)
    expect(await claim(sql, owner, original)).toEqual({ refusal: 'already_owned' })
    expect((await claim(sql, other, original)).moved).toBe(1)
  })

  it('not who is being deleted, nor from one who is', async () => {
    const { owner, other } = await setUp()
    const begin = (id: string) => sql`
      insert into billing.account_deletions (user_hash, user_id, has_app_store_subscription) values (${id}, ${id}, true)`
    await begin(other)
    expect(await move(sql, owner, other)).toEqual({ refusal: 'account_being_deleted' })
    await begin(owner)
    expect(await release(sql, owner)).toEqual({ refusal: 'account_being_deleted' })
  })

  it('nobody where the setting says never', async () => {
    const { owner, other, original } = await setUp()
    await release(sql, owner, original)
    await setTransfer('never')
    expect(await claim(sql, other, original)).toEqual({ refusal: 'move_code_invalid' })
    expect(await release(sql, owner)).toEqual({ refusal: 'nothing_to_move' })
  })
})

describe('staff', () => {
  const moveByStaff = async (from: string, to: string) => {
    const [row] = await asRole(
      sql,
      'tandem_operators',
      (tx) => tx`select billing.move_purchases(${from}, ${to}) as answer`,
      { commit: true },
    )
    return row?.answer
  }

  it('moves it for who cannot sign in to the old account any more, and sees later that it did', async () => {
    const { owner, other, original } = await setUp()
    expect(await moveByStaff(owner, other)).toMatchObject({ moved: 1 })
    expect(await readOwner(sql, original)).toBe(other)
    const rows = await asRole(
      sql,
      'tandem_operators',
      (tx) => tx`select code_hash, moved from billing.app_store_move_codes where used_by = ${other}`,
    )
    expect(rows).toEqual([{ code_hash: expect.stringMatching(/^staff /), moved: 1 }])
  })

  it('makes nobody pay twice either', async () => {
    const { owner, other } = await setUp()
    await subscribeOnTheWeb(other)
    expect(await moveByStaff(owner, other)).toEqual({ refusal: 'subscribed_on_web' })
    expect(await moveByStaff(other, await createUser(sql))).toEqual({ refusal: 'nothing_to_move' })
    await sql`select billing.begin_account_deletion(${owner})`
    expect(await moveByStaff(owner, other)).toEqual({ refusal: 'account_being_deleted' })
  })
})

it.each([
  ['release_app_store_purchases', true],
  ['claim_app_store_purchases', true],
  ['move_app_store_purchases', false],
  ['move_refusal', false],
] as const)('billing.%s is called by the functions: %s; by no client', async (name, byFunctions) => {
  const person = await createUser(sql)
  const args = name.startsWith('move_') ? `'${person}', '${person}'` : `'${person}', 'x'`
  const call = (role: Parameters<typeof asRole>[1]) =>
    asRole(sql, role, (tx) => tx.unsafe(`select billing.${name}(${args})`))
  for (const role of ['anon', 'authenticated', 'service_role'] as const)
    await expect(call(role)).rejects.toThrow(/permission denied/)
  if (byFunctions) expect(await call('tandem_functions')).toHaveLength(1)
  else await expect(call('tandem_functions')).rejects.toThrow(/permission denied/)
})

it.each(['app_store_move_codes', 'app_store_move_attempts'])('billing.%s is read by no client', async (table) => {
  for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const)
    await expect(asRole(sql, role, (tx) => tx`select from billing.${tx(table)}`)).rejects.toThrow(/permission denied/)
})
