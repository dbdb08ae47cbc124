import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { claimTasks, failTask, finishTask, makeDue, readTasks } from '../support/apple/app-store-tasks.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import {
  buildPurchaseFact,
  buildRenewalFact,
  buildTransactionFact,
  notifyAppStore,
  postTransaction,
} from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })
afterEach(async () => {
  await sql`update billing.settings set app_store_transfer = 'if_inactive'`
  await sql`update billing.app_store_tasks set done_at = now(), outcome = 'over' where done_at is null`
})

const on = (dayOfMonth: number) => new Date(Date.UTC(2127, 0, dayOfMonth)).toISOString()
const ended = { purchased_at: '2026-01-01T00:00:00Z', expires_at: '2026-02-01T00:00:00Z' }

/** A purchase made outside the app, claimed by the user who handed it in. */
async function claim(fact = buildTransactionFact({ transaction_id: randomUUID() })) {
  const userId = await createUser(sql)
  const { tasks } = await postTransaction(sql, userId, fact)
  return { userId, fact, original: fact.original_transaction_id, tasks }
}
const only = ([id, ...others]: number[]): number => {
  expect(others).toEqual([])
  expect(id).toBeTypeOf('number')
  return id as number
}

describe('Apple is to learn whose a claimed purchase is', () => {
  it.each([
    ['a subscription', () => buildTransactionFact({ transaction_id: randomUUID() })],
    ['something bought once', () => buildPurchaseFact({ transaction_id: randomUUID() })],
  ])('%s: the task is made once, due at once', async (_name, build) => {
    const { userId, fact, original, tasks } = await claim(build())
    expect(await postTransaction(sql, userId, fact)).toMatchObject({ tasks: [] })
    expect((await notifyAppStore(sql, { transaction: { ...fact, signed_at: on(1) } })).tasks).toEqual([])
    expect(await readTasks(sql, original)).toMatchObject([{ kind: 'set_app_account_token', user_id: userId }])
    expect(await claimTasks(sql, tasks)).toEqual([
      {
        id: only(tasks),
        kind: 'set_app_account_token',
        environment: 'production',
        original_transaction_id: original,
        transaction_id: null,
        user_id: userId,
        attempts: 1,
        answer: null,
      },
    ])
  })

  it('not where it knows already, nor of what the family shares', async () => {
    const userId = await createUser(sql)
    const named = buildTransactionFact({ transaction_id: randomUUID(), app_account_token: userId })
    expect(await postTransaction(sql, userId, named)).toMatchObject({ tasks: [] })
    expect(
      (await claim(buildTransactionFact({ transaction_id: randomUUID(), ownership: 'family_shared' }))).tasks,
    ).toEqual([])
  })

  it('which is settled when it signs the new token', async () => {
    const { userId, fact, original } = await claim()
    await notifyAppStore(sql, { transaction: { ...fact, app_account_token: userId, signed_at: on(2) } })
    expect(await readTasks(sql, original)).toMatchObject([{ is_done: true, outcome: 'superseded' }])
  })

  it('once more when it signs something newer without the token, and not before that', async () => {
    const { userId, fact, original, tasks } = await claim()
    await claimTasks(sql, tasks)
    await finishTask(sql, only(tasks), 'done')
    expect(await postTransaction(sql, userId, fact)).toMatchObject({ tasks: [] })
    const { tasks: again } = await notifyAppStore(sql, { transaction: { ...fact, signed_at: on(2) } })
    expect(await readTasks(sql, original)).toMatchObject([{ outcome: 'done' }, { id: only(again), outcome: null }])
  })

  it('not again after it refused for good, unless somebody else claims the purchase', async () => {
    const { fact, original, tasks } = await claim(buildTransactionFact({ transaction_id: randomUUID(), ...ended }))
    await failTask(sql, only(tasks), { isFinal: true })
    expect((await notifyAppStore(sql, { transaction: { ...fact, signed_at: on(2) } })).tasks).toEqual([])
    const other = await createUser(sql)
    const { tasks: again } = await postTransaction(sql, other, fact)
    expect(await readTasks(sql, original)).toMatchObject([
      { outcome: 'failed', last_error: 'Apple said no' },
      { id: only(again), user_id: other, outcome: null },
    ])
  })

  it('for the newest claim only: a worker that is busy with the one before closes nothing', async () => {
    await sql`update billing.settings set app_store_transfer = 'always'`
    const { fact, original, tasks } = await claim()
    await claimTasks(sql, tasks)
    const other = await createUser(sql)
    const { tasks: newer } = await postTransaction(sql, other, fact)
    await finishTask(sql, only(tasks), 'done')
    expect(await readTasks(sql, original)).toMatchObject([
      { outcome: 'superseded' },
      { id: only(newer), user_id: other, is_done: false },
    ])
  })

  it('not any more when the user is gone', async () => {
    const { userId, original } = await claim()
    await sql`delete from auth.users where id = ${userId}`
    expect(await readTasks(sql, original)).toEqual([])
  })
})

describe('a task', () => {
  it('is made once by eight events of the same moment', async () => {
    const { userId, fact, original } = await claim()
    const times = Array.from({ length: 8 }, (_, index) => on(index + 2))
    await Promise.all(times.map((signed_at) => notifyAppStore(sql, { transaction: { ...fact, signed_at } })))
    await Promise.all(times.map(() => postTransaction(sql, userId, fact)))
    expect(await readTasks(sql, original)).toHaveLength(1)
  })

  it('is claimed by one of eight workers', async () => {
    const claimed = await Promise.all(Array.from({ length: 5 }, () => claim()))
    const ids = claimed.map(({ tasks }) => only(tasks)).sort()
    const taken = await Promise.all(Array.from({ length: 8 }, () => claimTasks(sql, null, 3)))
    expect(
      taken
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids)
    for (const tasks of taken) expect(tasks.length).toBeLessThanOrEqual(3)
  })

  it('is not waited for while another transaction holds it', async () => {
    const { tasks } = await claim()
    await sql.begin(async (tx) => {
      await tx`select from billing.app_store_tasks where id = ${only(tasks)} for update`
      expect(await claimTasks(sql)).toEqual([])
    })
    expect(await claimTasks(sql)).toHaveLength(1)
  })

  it('is tried again after one minute, then five, thirty, two hours and twelve', async () => {
    const { tasks } = await claim()
    const id = only(tasks)
    const waits: number[] = []
    for (let attempt = 1; attempt <= 6; attempt++) {
      expect(await claimTasks(sql, [id])).toMatchObject([{ attempts: attempt }])
      expect(await claimTasks(sql, [id])).toEqual([])
      const [row] = await sql`
        select extract(epoch from next_attempt_at - now())::float / 60 as minutes from billing.app_store_tasks where id = ${id}`
      waits.push(Math.round(row?.minutes))
      await makeDue(sql, id)
    }
    expect(waits).toEqual([1, 5, 30, 120, 720, 720])
  })

  it('waits as long as Apple asked for', async () => {
    const { tasks, original } = await claim()
    await claimTasks(sql, tasks)
    await failTask(sql, only(tasks), { retryAt: on(5) })
    const [row] = await sql`select next_attempt_at from billing.app_store_tasks where id = ${only(tasks)}`
    expect(row?.next_attempt_at).toEqual(new Date(on(5)))
    expect(await readTasks(sql, original)).toMatchObject([{ is_done: false, last_error: 'Apple said no' }])
  })

  it('that is owed is found by an index, among many that are done', async () => {
    await sql`
      insert into billing.app_store_tasks (kind, environment, original_transaction_id, done_at, outcome)
      select 'read_status', 'production', 'done ' || n, now(), 'read' from generate_series(1, 5000) as n`
    await sql`analyze billing.app_store_tasks`
    const plan = await sql`
      explain select id from billing.app_store_tasks where done_at is null and next_attempt_at <= now()
      order by next_attempt_at, id limit 10`
    expect(JSON.stringify(plan)).toContain('app_store_tasks_due_idx')
  })
})

describe('Apple is asked how a subscription stands', () => {
  const tell = (fact: object, renewal: object | null, store_status: number, occurred_at = on(1)) =>
    notifyAppStore(sql, { transaction: fact, renewal, store_status, occurred_at })
  const period = { purchased_at: '2126-12-21T08:00:00Z', expires_at: '2127-01-21T08:00:00Z', signed_at: on(1) }
  const running = () => buildTransactionFact({ transaction_id: randomUUID(), ...period })

  it.each([1, 99])(
    'not where its newest notification agrees with its facts, or says a new status (%s)',
    async (status) => {
      expect((await tell(running(), null, status)).tasks).toEqual([])
    },
  )

  it('once where the two disagree', async () => {
    const fact = running()
    const { tasks } = await tell(fact, null, 2)
    expect(await claimTasks(sql, tasks)).toMatchObject([{ kind: 'read_status', id: only(tasks) }])
    expect((await tell(fact, null, 2)).tasks).toEqual([])
  })

  it('not because of an older notification, nor of one that was right at its time', async () => {
    const fact = running()
    await tell(fact, null, 1)
    expect((await tell({ ...fact, signed_at: '2126-12-30T00:00:00Z' }, null, 2, '2126-12-30T00:00:00Z')).tasks).toEqual(
      [],
    )
    const over = buildTransactionFact({ transaction_id: randomUUID(), ...ended, signed_at: ended.purchased_at })
    expect((await tell(over, null, 1, ended.purchased_at)).tasks).toEqual([])
  })

  it('where a refund may be of an older period, because the renewal speaks of one that we never saw', async () => {
    const fact = buildTransactionFact({ transaction_id: randomUUID(), ...period, revoked_at: on(1) })
    const renewal = buildRenewalFact({
      original_transaction_id: fact.transaction_id,
      renews_at: period.expires_at,
      signed_at: on(1),
    })
    expect((await tell(fact, renewal, 5)).tasks).toEqual([])
    const later = { ...renewal, renews_at: '2127-02-21T08:00:00Z', signed_at: on(2) }
    expect(await claimTasks(sql, (await tell(fact, later, 5, on(2))).tasks)).toMatchObject([{ kind: 'read_status' }])
  })
})
