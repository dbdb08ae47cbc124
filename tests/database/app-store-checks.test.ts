import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { asRole, createUser } from '../support/act-as.ts'
import { claimTasks, readTasks } from '../support/apple/app-store-tasks.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { buildRenewalFact, buildTransactionFact, notifyAppStore, postTransaction } from '../support/records.ts'
import { setDatabaseTime, unlockDatabaseTime } from '../support/set-database-time.ts'

const start = new Date('2127-01-01T00:00:00Z')
const sql = openTestDatabase({ maxConnections: 8, prepare: unlockDatabaseTime })
beforeEach(async () => {
  await sql`delete from billing.app_store_checks`
  await setDatabaseTime(sql, start)
})

const hour = 3_600_000
const day = 24 * hour
const inHours = (hours: number) => new Date(start.getTime() + hours * hour).toISOString()
const inDays = (days: number) => inHours(days * 24)
const wait = (milliseconds: number) => setDatabaseTime(sql, new Date(start.getTime() + milliseconds))

const readDue = async (atMost = 100): Promise<string[]> => {
  const [row] = await sql`select billing.due_app_store_checks(${atMost}) as due`
  return row?.due.map((check: { original_transaction_id: string }) => check.original_transaction_id).sort()
}
const recordStatus = async (original: string, facts: object[]) => {
  const [row] =
    await sql`select billing.record_app_store_status(${original}, 'production', ${sql.json(facts as never)}) as answer`
  return row?.answer as { outcome: string; tasks: number[] }
}
const readStatus = async (original: string) =>
  (await sql`select status from public.subscriptions where store_subscription_id = ${original}`)[0]?.status

/** A subscription of thirty days, read from Apple at the beginning of time. */
async function subscribe(renewal: object | null = null, transaction: object = {}) {
  const original = randomUUID()
  const fact = buildTransactionFact({
    transaction_id: original,
    purchased_at: inDays(0),
    expires_at: inDays(30),
    signed_at: inDays(0),
    ...transaction,
  })
  const info =
    renewal &&
    buildRenewalFact({
      original_transaction_id: original,
      renews_at: fact.expires_at,
      signed_at: inDays(0),
      ...renewal,
    })
  await notifyAppStore(sql, { transaction: fact, renewal: info })
  return { original, fact, info }
}
async function subscribeAndRead(renewal: object | null = null, transaction: object = {}) {
  const made = await subscribe(renewal, transaction)
  await recordStatus(made.original, [])
  return made
}

describe('a subscription is read from Apple', () => {
  it('at once when it never was, and by one worker', async () => {
    const made = await Promise.all([subscribe(), subscribe(), subscribe()])
    const taken = await Promise.all([readDue(2), readDue(2), readDue(2)])
    expect(taken.flat().sort()).toEqual(made.map(({ original }) => original).sort())
    expect(await readDue()).toEqual([])
  })

  it('once when it never was, although it seems to be over: what was lost may be its refund, or its renewal', async () => {
    const { original, fact } = await subscribe({ will_renew: true }, { expires_at: inDays(30) })
    await wait(40 * day)
    const older = {
      transaction_id: randomUUID(),
      purchased_at: inDays(-30),
      expires_at: inDays(0),
      signed_at: inDays(1),
    }
    await notifyAppStore(sql, { transaction: { ...fact, ...older } })
    expect(await readStatus(original)).toBe('expired')
    expect(await readDue()).toEqual([original])
    await recordStatus(original, [])
    await wait(400 * day)
    expect(await readDue()).toEqual([])
  })

  it('again soon, when whoever took it did not report back', async () => {
    const { original } = await subscribe()
    expect(await readDue()).toEqual([original])
    await wait(9 * 60_000)
    expect(await readDue()).toEqual([])
    await wait(10 * 60_000)
    expect(await readDue()).toEqual([original])
  })

  it('each week while it lives, however much is heard of it meanwhile', async () => {
    const { original, fact } = await subscribeAndRead()
    await wait(3 * day)
    await notifyAppStore(sql, { transaction: { ...fact, signed_at: inDays(3) } })
    await wait(7 * day - 1)
    expect(await readDue()).toEqual([])
    await wait(7 * day)
    expect(await readDue()).toEqual([original])
  })

  it.each([
    ['it should have renewed', { will_renew: true }],
    ['it should have ended', { will_renew: false }],
  ])('when %s and nothing was heard', async (_name, renewal) => {
    const { original } = await subscribeAndRead(renewal, { expires_at: inDays(3) })
    await wait(3 * day - 1)
    expect(await readDue()).toEqual([])
    await wait(3 * day)
    expect(await readDue()).toEqual([original])
  })

  it.each([
    ['a grace period', { grace_period_ends_at: inDays(10) }, 'in_grace_period'],
    ['billing retry', {}, 'in_billing_retry'],
  ])('daily in %s', async (_name, more, status) => {
    const failed = { is_in_billing_retry: true, signed_at: inHours(1), ...more }
    const { original } = await subscribeAndRead(failed, { expires_at: inHours(1) })
    expect(await readStatus(original)).toBe(status)
    await wait(day - 1)
    expect(await readDue()).toEqual([])
    await wait(day)
    expect(await readDue()).toEqual([original])
  })

  it('no more when it is over, and again when it comes back', async () => {
    const over = { will_renew: false, is_in_billing_retry: false, signed_at: inDays(1) }
    const { original, fact } = await subscribeAndRead(over, { expires_at: inDays(1) })
    await wait(60 * day)
    expect(await readDue()).toEqual([])
    const again = {
      transaction_id: randomUUID(),
      purchased_at: inDays(60),
      expires_at: inDays(90),
      signed_at: inDays(60),
    }
    await notifyAppStore(sql, { transaction: { ...fact, ...again } })
    expect(await readDue()).toEqual([original])
  })

  it('for three days more when Apple says neither that it renewed nor that it failed to', async () => {
    const { original } = await subscribe({ will_renew: true }, { expires_at: inDays(1) })
    await wait(day)
    await recordStatus(original, [])
    expect(await readStatus(original)).toBe('expired')
    await wait(day + 6 * hour)
    expect(await readDue()).toEqual([original])
    await wait(5 * day)
    await recordStatus(original, [])
    await wait(50 * day)
    expect(await readDue()).toEqual([])
  })

  it('by an index, among many that are not due', async () => {
    await sql`
      insert into billing.app_store_checks (original_transaction_id, environment, checked_at, next_check_at)
      select 'later ' || n, 'production', now(), now() + interval '5 days' from generate_series(1, 5000) as n`
    await sql`analyze billing.app_store_checks`
    const plan = await sql`
      explain select original_transaction_id from billing.app_store_checks where next_check_at <= now()
      order by next_check_at limit 100 for update skip locked`
    expect(JSON.stringify(plan)).toContain('app_store_checks_due_idx')
  })
})

describe('what Apple answers', () => {
  it('is merged as any other fact, for all of the group, and noted as read', async () => {
    const [one, other] = [await subscribe(), await subscribe()]
    const lost = { purchased_at: inDays(30), expires_at: inDays(60), signed_at: inDays(31) }
    const renewed = { ...one.fact, transaction_id: randomUUID(), ...lost }
    const revoked = { ...other.fact, revoked_at: inDays(2), signed_at: inDays(31) }
    await wait(31 * day)
    expect(
      await recordStatus(one.original, [
        { transaction: renewed, renewal: null },
        { transaction: revoked, renewal: null },
      ]),
    ).toEqual({ outcome: 'applied', tasks: [] })
    expect([await readStatus(one.original), await readStatus(other.original)]).toEqual(['active', 'revoked'])
    expect(await readDue()).toEqual([])
  })

  it('settles a task that asked for it, and makes no new one', async () => {
    const { original, fact, info } = await subscribe({}, { revoked_at: inDays(1), signed_at: inDays(1) })
    const later = { ...info, renews_at: inDays(60), signed_at: inDays(2) }
    const { tasks } = await notifyAppStore(sql, { transaction: fact, renewal: later })
    expect(await claimTasks(sql, tasks)).toMatchObject([{ kind: 'read_status' }])
    expect(await recordStatus(original, [{ transaction: fact, renewal: later }])).toEqual({
      outcome: 'applied',
      tasks: [],
    })
    expect(await readTasks(sql, original)).toMatchObject([{ outcome: 'read' }])
  })

  it('owes Apple a token like any other fact', async () => {
    const { fact } = await subscribe()
    const { tasks } = await postTransaction(sql, await createUser(sql), fact)
    await sql`update billing.app_store_tasks set done_at = now(), outcome = 'done' where id = any (${tasks})`
    const newer = { transaction: { ...fact, signed_at: inDays(1) }, renewal: null }
    expect((await recordStatus(fact.transaction_id, [newer])).tasks).toHaveLength(1)
  })

  it('of something that was never heard of is recorded', async () => {
    expect(await recordStatus(randomUUID(), [])).toEqual({ outcome: 'recorded', tasks: [] })
  })

  it('for several of one user at once, among other news of each, waits for nobody in a circle', async () => {
    for (let round = 0; round < 5; round++) {
      const userId = await createUser(sql)
      const made = await Promise.all([1, 2, 3, 4].map(() => subscribe(null, { app_account_token: userId })))
      const facts = made.map(({ fact }) => ({ transaction: { ...fact, signed_at: inDays(1) }, renewal: null }))
      const news = made.map(({ fact }, index) => ({
        transaction: { ...fact, expires_at: inDays(40 + index), signed_at: inDays(2) },
      }))
      const answers = await Promise.all([
        ...[facts, facts.toReversed()].map((told) => recordStatus(made[0]?.original ?? '', told)),
        ...news.map((told) => notifyAppStore(sql, told)),
        ...[facts.toReversed(), facts].map((told) => recordStatus(made[1]?.original ?? '', told)),
      ])
      expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    }
  })
})

describe('how far the reconciliation has come', () => {
  const write = (value: string) => sql`select billing.write_reconciliation_state('history', ${value})`
  const read = async () => (await sql`select billing.read_reconciliation_state('history') as value`)[0]?.value

  it('is remembered, and never goes back', async () => {
    expect(await read()).toBeNull()
    await write(inDays(2))
    await write(inDays(1))
    expect(await read()).toEqual(new Date(inDays(2)))
  })

  it('is nobody’s to write but the functions’', async () => {
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_operators'] as const) {
      await expect(
        asRole(sql, role, (tx) => tx`select billing.write_reconciliation_state('history', now())`),
      ).rejects.toThrow(/permission denied/)
    }
  })
})
