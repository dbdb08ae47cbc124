import { beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { secretKey } from '../support/app-store/create-app-store-functions.ts'
import { createSubscriber } from '../support/app-store/create-subscriber.ts'
import { forgetReconciliation, readCursor } from '../support/app-store/forget-reconciliation.ts'
import { bought } from '../support/app-store/notification-case.ts'
import { readRights } from '../support/app-store/read-app-store.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'
import { buildCertificateChain } from '../support/apple/build-certificate-chain.ts'
import { buildNotification, buildTransaction } from '../support/apple/build-payloads.ts'
import { signPayload } from '../support/apple/sign-payload.ts'

const appStore = setUpAppStore()
const both = ['premium', 'standard']
const DAY = 86_400_000
const history = /\/notifications\/history$/
const statuses = /^\/inApps\/v1\/subscriptions\//
const token = /\/appAccountToken$/

beforeEach(() => forgetReconciliation(appStore().sql))

const rightsOf = (userId: string) => readRights(appStore().sql, userId)
const cursor = () => readCursor(appStore().sql)
const run = (changes = {}) => appStore().reconcile(secretKey, changes)
const complete = [200, expect.objectContaining({ is_complete: true })]
const incomplete = [200, expect.objectContaining({ is_complete: false })]

/** A subscriber of whom we have never heard: Apple's history alone knows. */
async function loseSubscriber(signedDate = Date.now()) {
  const userId = await createUser(appStore().sql)
  const notice = { type: 'SUBSCRIBED', ...bought(createSubscriber(userId))[0], signedDate }
  appStore().apple.history.push(await appStore().signNotice(notice))
  return userId
}

/** A purchase that a user claimed while Apple did not answer: the task is owed, and due. */
async function oweTask() {
  const { apple, sql } = appStore()
  apple.refuse(token, { status: 503 })
  const transaction = createSubscriber(null).transaction()
  await appStore().handIn({ transaction }, await createUser(sql))
  await appStore().settle()
  await sql`update billing.app_store_tasks set next_attempt_at = now() where done_at is null`
  await sql`update billing.app_store_checks set next_check_at = null`
}

describe('who does not know a secret key', () => {
  it.each([
    ['none', null],
    ['an empty one', ''],
    ['a wrong one', 'a secret key of another project'],
    ['the beginning of it', secretKey.slice(0, -1)],
    ['it and more', `${secretKey}x`],
  ])('is refused, and Apple is not asked: %s', async (_name, key) => {
    await loseSubscriber()
    expect(await appStore().reconcile(key)).toEqual([401, { code: 'wrong_secret_key', message: expect.any(String) }])
    expect([appStore().apple.requests, await cursor()]).toEqual([[], null])
  })

  it('is refused also where no key is known, and by GET', async () => {
    expect((await appStore().reconcile('', { secretKeys: [''] }))[0]).toBe(401)
    expect((await appStore().reconcile('x', { secretKeys: [] }))[0]).toBe(401)
    const response = await appStore().functions.serveReconcile()(new Request('http://functions.test/reconcile'))
    expect(response.status).toBe(405)
  })

  it('may know any of several, while one is replaced', async () => {
    expect(await run({ secretKeys: ['the next one', secretKey] })).toEqual(complete)
  })
})

describe('when Apple does not answer as it should', () => {
  it.each([
    ['429', { status: 429, errorCode: 4_290_000, retryAt: Date.now() + 60_000 }],
    ['429 without a time', { status: 429, errorCode: 4_290_000 }],
    ['500', { status: 500, errorCode: 5_000_000 }],
    ['503 without a word', { status: 503 }],
    ['401', { status: 401 }],
  ])('the history stays to be read, and nothing is lost: %s', async (_name, refusal) => {
    const userId = await loseSubscriber()
    appStore().apple.refuse(history, refusal, 1)
    expect(await run()).toEqual(incomplete)
    expect([await rightsOf(userId), await cursor()]).toEqual([[], null])
    expect(await run()).toEqual(complete)
    expect(await rightsOf(userId)).toEqual(both)
  })

  it('a page that was read counts, and the cursor waits for the others', async () => {
    const [first, second] = [await loseSubscriber(), await loseSubscriber()]
    const { apple } = appStore()
    apple.setPageSize(1)
    // Answered once, refused from then on.
    const answers = [false, true]
    const readNotificationHistory = appStore().functions.deps.serverApi.readNotificationHistory
    const serverApi = {
      ...appStore().functions.deps.serverApi,
      readNotificationHistory: (...query: Parameters<typeof readNotificationHistory>) => {
        if (query[2] !== null && answers.pop()) apple.refuse(history, { status: 500 })
        return readNotificationHistory(...query)
      },
    }
    expect(await run({ serverApi })).toEqual([200, expect.objectContaining({ is_complete: false })])
    expect([await rightsOf(first), await rightsOf(second), await cursor()]).toEqual([both, [], null])
    expect(await run()).toMatchObject([200, { notifications: 1, is_complete: true }])
    expect(await rightsOf(second)).toEqual(both)
  })

  it('one environment does not keep the other waiting', async () => {
    const userId = await loseSubscriber()
    appStore().apple.refuse(history, { status: 500, errorCode: 5_000_000 }, 1)
    expect(await run({ environments: ['production', 'sandbox'] })).toMatchObject([
      200,
      { notifications: 1, is_complete: false },
    ])
    expect(await rightsOf(userId)).toEqual(both)
    expect([await readCursor(appStore().sql, 'production'), await cursor()]).toEqual([null, expect.any(Number)])
  })

  it('a rate limit stops the tasks of the run: each further request would count', async () => {
    for (let count = 0; count < 3; count++) await oweTask()
    appStore().apple.requests.length = 0
    appStore().apple.refuse(token, { status: 429, errorCode: 4_290_000, retryAt: Date.now() + 600_000 }, 9)
    expect(await run()).toMatchObject([200, { tasks: 0, is_complete: false }])
    expect(appStore().apple.count(token)).toBe(1)
    const waits = await appStore().sql`
      select extract(epoch from next_attempt_at - now())::int as seconds from billing.app_store_tasks where done_at is null`
    expect(waits.map(({ seconds }) => seconds > 500)).toEqual([true, true, true])
  })

  it('what was to be asked stays to be asked', async () => {
    await loseSubscriber()
    appStore().apple.refuse(statuses, { status: 500, errorCode: 5_000_000 })
    expect(await run()).toMatchObject([200, { notifications: 1, checks: 0, is_complete: false }])
    await appStore().sql`update billing.app_store_checks set next_check_at = now() where next_check_at is not null`
    expect(await run()).toMatchObject([200, { checks: 1, is_complete: true }])
  })
})

describe('when something in the history cannot be recorded', () => {
  async function addForgery() {
    const forger = await buildCertificateChain()
    const forged = await signPayload(buildNotification({ signedDate: Date.now() }), forger)
    appStore().apple.history.push(forged)
  }

  it('the others are, and the cursor does not move past it', async () => {
    const first = await loseSubscriber()
    await addForgery()
    const last = await loseSubscriber()
    expect(await run()).toMatchObject([200, { notifications: 2, is_complete: false }])
    expect([await rightsOf(first), await rightsOf(last), await cursor()]).toEqual([both, both, null])
    expect(appStore().logLines.join('\n')).toContain('App Store notification not recovered')
    appStore().apple.history.splice(1, 1)
    expect(await run()).toMatchObject([200, { notifications: 0, is_complete: true }])
    expect(await cursor()).not.toBeNull()
  })

  it('because the database failed for one of them, the next run records it', async () => {
    const userId = await loseSubscriber()
    appStore().database.failNext('billing.record_app_store_notification')
    expect(await run()).toEqual(incomplete)
    expect([await rightsOf(userId), await cursor()]).toEqual([[], null])
    expect(await run()).toMatchObject([200, { notifications: 1, is_complete: true }])
  })

  it('because it holds a value that is new to us, it is kept as failed and holds nothing up', async () => {
    const transaction = buildTransaction({ inAppOwnershipType: 'ORGANIZATION' })
    appStore().apple.history.push(await appStore().signNotice({ type: 'SUBSCRIBED', transaction }))
    expect(await run()).toMatchObject([200, { notifications: 1, is_complete: true }])
    const [failed] = await appStore().sql`select last_error from billing.webhook_events where state = 'failed'`
    expect(failed?.last_error).toContain('ORGANIZATION')
  })
})

describe('when there is more than a run has time for', () => {
  /** A clock that moves on by a second with each look at it. */
  function createFastClock() {
    let at = Date.now()
    return () => {
      at += 1000
      return new Date(at)
    }
  }

  it('each run gets further, and in the end all is recorded', async () => {
    const now = Date.now()
    const lost: string[] = []
    for (let day = 25; day > 0; day -= 0.25) lost.push(await loseSubscriber(now - day * DAY))
    appStore().apple.setPageSize(1)
    const cursors: number[] = []
    let isComplete = false
    for (let runs = 0; !isComplete && runs < 20; runs++) {
      const [status, report] = await run({ now: createFastClock() })
      expect(status).toBe(200)
      isComplete = report.is_complete === true
      cursors.push((await cursor()) ?? 0)
    }
    expect(isComplete).toBe(true)
    expect(cursors.length).toBeGreaterThan(1)
    expect(cursors).toEqual([...cursors].sort((one, other) => one - other))
    const rights = await Promise.all(lost.map(rightsOf))
    expect(rights.filter((each) => each.length !== 2)).toEqual([])
  })

  it('a long history leaves time for the work that has a date', async () => {
    await oweTask()
    for (let count = 0; count < 60; count++) await loseSubscriber()
    appStore().apple.setPageSize(1)
    expect(await run({ now: createFastClock() })).toMatchObject([200, { tasks: 1, is_complete: false }])
  })
})

it('a database that is away is an error, so that the schedule shows it', async () => {
  appStore().database.failNext('billing.derive_due')
  expect(await run()).toMatchObject([500, { code: 'internal' }])
})
