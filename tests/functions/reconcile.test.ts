import { beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import type { Notice } from '../support/app-store/create-app-store-calls.ts'
import { secretKey } from '../support/app-store/create-app-store-functions.ts'
import { createSubscriber, type Subscriber } from '../support/app-store/create-subscriber.ts'
import { forgetReconciliation, readCursor } from '../support/app-store/forget-reconciliation.ts'
import { bought, lapsed } from '../support/app-store/notification-case.ts'
import { readRights, readTasks } from '../support/app-store/read-app-store.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'

const appStore = setUpAppStore()
const both = ['premium', 'standard']
const DAY = 86_400_000
const history = /\/notifications\/history$/
const statuses = /^\/inApps\/v1\/subscriptions\//

beforeEach(() => forgetReconciliation(appStore().sql))

const newUser = () => createUser(appStore().sql)
const rightsOf = (userId: string) => readRights(appStore().sql, userId)
const run = (changes = {}) => appStore().reconcile(secretKey, changes)

/** Apple has sent it; whether it arrived is the test's matter. */
async function send(notice: Notice, signedDate = Date.now()): Promise<string> {
  const jws = await appStore().signNotice({ ...notice, signedDate })
  appStore().apple.history.push(jws)
  return jws
}

/** A subscriber of whom we have never heard: every notification was lost. */
async function loseSubscriber(signedDate?: number) {
  const userId = await newUser()
  const subscriber = createSubscriber(userId)
  await send({ type: 'SUBSCRIBED', ...bought(subscriber)[0] }, signedDate)
  return { userId, subscriber }
}

async function answerStatus(subscriber: Subscriber, parts: { transaction: object; renewal: object }) {
  const { originalTransactionId } = subscriber
  appStore().apple.statuses.set(originalTransactionId, [
    {
      originalTransactionId,
      signedTransactionInfo: await appStore().sign(parts.transaction),
      signedRenewalInfo: await appStore().sign(parts.renewal),
    },
  ])
}

describe('notifications that never arrived', () => {
  it('are found in Apple’s history and have the effect that they would have had', async () => {
    const heard = await loseSubscriber()
    await appStore().notify(appStore().apple.history[0])
    const lost = await loseSubscriber()
    const refunded = lost.subscriber.transaction({ revocationDate: lost.subscriber.ago(1) })
    const other = await loseSubscriber()
    await send({ type: 'REFUND', transaction: refunded, renewal: lost.subscriber.renewal({ autoRenewStatus: 0 }) })
    expect(await run()).toMatchObject([200, { notifications: 3, is_complete: true }])
    expect(await rightsOf(heard.userId)).toEqual(both)
    expect(await rightsOf(lost.userId)).toEqual([])
    expect(await rightsOf(other.userId)).toEqual(both)
    const [inbox] = await appStore().sql`
      select count(*)::int as events from billing.webhook_events where state = 'processed'`
    expect(inbox?.events).toBe(4)
    expect(await run()).toMatchObject([200, { notifications: 0, is_complete: true }])
  })

  it('are read page by page', async () => {
    appStore().apple.setPageSize(2)
    const lost = [
      await loseSubscriber(),
      await loseSubscriber(),
      await loseSubscriber(),
      await loseSubscriber(),
      await loseSubscriber(),
    ]
    expect(await run()).toMatchObject([200, { notifications: 5, is_complete: true }])
    expect(appStore().apple.count(history)).toBe(3)
    for (const { userId } of lost) expect(await rightsOf(userId)).toEqual(both)
  })

  it('leave tasks like any others', async () => {
    const subscriber = createSubscriber(null)
    const userId = await newUser()
    await appStore().handIn({ transaction: lapsed(subscriber).transaction }, userId)
    await appStore().settle()
    const transaction = subscriber.transaction({ transactionId: `${subscriber.originalTransactionId}-2` })
    await send({ type: 'DID_RENEW', transaction, renewal: subscriber.renewal() })
    expect(await run()).toMatchObject([200, { notifications: 1, tasks: 1, is_complete: true }])
    expect(await readTasks(appStore().sql, subscriber.originalTransactionId)).toMatchObject([
      { outcome: 'set' },
      { kind: 'set_app_account_token', outcome: 'set' },
    ])
  })
})

describe('how far back the history is read', () => {
  const windows = () =>
    appStore()
      .apple.requests.filter(({ path }) => history.test(path))
      .map(({ body }) => body as { startDate: number; endDate: number })

  it('is as far as Apple answers at first: 30 days in the sandbox, 180 in production', async () => {
    await run({ environments: ['production', 'sandbox'] })
    const starts = windows().map(({ startDate }) => Math.round((Date.now() - startDate) / DAY))
    expect([starts[0], starts.at(-1)]).toEqual([180, 30])
    expect(starts.every((days) => days <= 180)).toBe(true)
    expect(Math.max(...windows().map(({ endDate }) => endDate))).toBeGreaterThan(Date.now())
  })

  it('covers the whole of it without a gap', async () => {
    await run({ environments: ['production'] })
    for (const [index, { startDate }] of windows().entries()) {
      if (index > 0) expect(startDate).toBe(windows()[index - 1]?.endDate)
    }
  })

  it('is an hour before the last run from then on', async () => {
    const old = await loseSubscriber(Date.now() - 20 * DAY)
    expect(await run()).toMatchObject([200, { notifications: 1 }])
    expect(await rightsOf(old.userId)).toEqual(both)
    appStore().apple.requests.length = 0
    await run()
    expect(windows()).toHaveLength(1)
    expect(Math.round((Date.now() - Number(windows()[0]?.startDate)) / 60_000)).toBe(60)
  })

  it('follows Apple’s clock where that is ahead of ours', async () => {
    const ahead = Date.now() + 400 * DAY
    await loseSubscriber(ahead)
    expect(await run()).toMatchObject([200, { notifications: 1 }])
    expect(await readCursor(appStore().sql)).toBe(ahead)
  })
})

describe('two runs at once', () => {
  it('do each thing once and end in the same rows', async () => {
    const lost = await Promise.all(Array.from({ length: 12 }, () => loseSubscriber()))
    const claimed = createSubscriber(null)
    await appStore().handIn({ transaction: claimed.transaction() }, await newUser())
    // Reconciliation finds the task of the purchase while it is being done.
    const answers = await Promise.all([run(), run(), appStore().settle()])
    expect(answers.slice(0, 2)).toMatchObject([
      [200, { is_complete: true }],
      [200, { is_complete: true }],
    ])
    const counts = answers.slice(0, 2).map((answer) => Number(answer?.[1].notifications))
    expect(counts.reduce((total, count) => total + count, 0)).toBe(12)
    for (const { userId } of lost) expect(await rightsOf(userId)).toEqual(both)
    expect(appStore().apple.count(/appAccountToken$/)).toBe(1)
  })
})

describe('subscriptions that Apple should be asked about', () => {
  it('are asked about when they should have renewed and nothing was heard, not even in the history', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    await appStore().handIn(lapsed(subscriber), userId)
    expect(await rightsOf(userId)).toEqual([])
    await appStore().sql`
      update billing.app_store_checks set next_check_at = now()
      where original_transaction_id = ${subscriber.originalTransactionId}`
    const transaction = subscriber.transaction({ transactionId: `${subscriber.originalTransactionId}-2` })
    await answerStatus(subscriber, { transaction, renewal: subscriber.renewal() })
    expect(await run()).toMatchObject([200, { checks: 1, is_complete: true }])
    expect(await rightsOf(userId)).toEqual(both)
    expect(await run()).toMatchObject([200, { checks: 0 }])
  })

  it('are asked about once when Apple does not know them', async () => {
    const { userId } = await loseSubscriber()
    expect(await run()).toMatchObject([200, { notifications: 1, checks: 1, is_complete: true }])
    expect(await run()).toMatchObject([200, { checks: 0, is_complete: true }])
    expect(appStore().apple.count(statuses)).toBe(1)
    expect(await rightsOf(userId)).toEqual(both)
  })

  it('of one customer come in one answer', async () => {
    const userId = await newUser()
    const [one, other] = [createSubscriber(userId), createSubscriber(userId)]
    await appStore().handIn({ transaction: one.transaction(), renewal: one.renewal() }, userId)
    await appStore()
      .sql`update billing.app_store_checks set next_check_at = null where original_transaction_id <> ${one.originalTransactionId}`
    await answerStatus(one, { transaction: one.transaction(), renewal: one.renewal() })
    await answerStatus(other, { transaction: other.transaction(), renewal: other.renewal() })
    const items = [
      ...(appStore().apple.statuses.get(one.originalTransactionId) ?? []),
      ...(appStore().apple.statuses.get(other.originalTransactionId) ?? []),
    ]
    appStore().apple.statuses.set(one.originalTransactionId, items)
    expect(await run()).toMatchObject([200, { checks: 1 }])
    const rows = await appStore().sql`select from public.subscriptions where user_id = ${userId}`
    expect(rows).toHaveLength(2)
  })
})

describe('grants', () => {
  it('that have begun since the last run give their rights', async () => {
    const { sql } = appStore()
    const userId = await newUser()
    await run()
    // Written yesterday for today: its beginning sends no event.
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`
      await transaction`
        insert into billing.grants (user_id, entitlement, starts_at, reason, granted_by)
        values (${userId}, 'premium', now(), 'a test', 'a test')`
    })
    expect(await rightsOf(userId)).toEqual([])
    expect(await run()).toMatchObject([200, { derived: 1 }])
    expect(await rightsOf(userId)).toEqual(['premium'])
  })
})
