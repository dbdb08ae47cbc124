import { afterEach, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { secretKey } from '../support/app-store/create-app-store-functions.ts'
import { createSubscriber, products, type Subscriber } from '../support/app-store/create-subscriber.ts'
import { bought, lapsed } from '../support/app-store/notification-case.ts'
import { readRights, readTasks } from '../support/app-store/read-app-store.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'

const appStore = setUpAppStore()
const newUser = () => createUser(appStore().sql)
const tasksOf = (subscriber: Subscriber) => readTasks(appStore().sql, subscriber.originalTransactionId)
const token = /\/appAccountToken$/
const consumption = /\/consumption\//
const statuses = /^\/inApps\/v1\/subscriptions\//

async function tell(type: string, parts: { transaction?: object; renewal?: object; data?: object } = {}) {
  const answer = await appStore().notify(await appStore().signNotice({ type, ...parts }))
  await appStore().settle()
  return answer
}

/** A purchase that its user claims: Apple is to be told their token. */
async function claim(subscriber = createSubscriber(null)) {
  const answer = await appStore().handIn({ transaction: subscriber.transaction() }, await newUser())
  await appStore().settle()
  return { answer, subscriber }
}

/** What was put off is due now. */
async function makeDue({ originalTransactionId }: Subscriber) {
  await appStore().sql`
    update billing.app_store_tasks set next_attempt_at = now()
    where done_at is null and original_transaction_id = ${originalTransactionId}`
  await appStore().sql`update billing.app_store_checks set next_check_at = null`
}

describe('what an event leaves to be done at Apple', () => {
  it('does not keep the answer waiting', async () => {
    const subscriber = createSubscriber(null)
    const [status] = await appStore().handIn({ transaction: subscriber.transaction() }, await newUser())
    expect([status, appStore().apple.count(token)]).toEqual([200, 0])
    await appStore().settle()
    expect(appStore().apple.count(token)).toBe(1)
    expect(await tasksOf(subscriber)).toMatchObject([{ kind: 'set_app_account_token', outcome: 'set' }])
  })

  it.each([
    ['fails', { status: 500, errorCode: 5_000_000 }],
    ['asks for patience', { status: 429, errorCode: 4_290_000, retryAt: Date.now() + 3_600_000 }],
    ['does not know our key', { status: 401 }],
  ])('stays owed when Apple %s, and reconciliation does it', async (_name, refusal) => {
    appStore().apple.refuse(token, refusal)
    const { answer, subscriber } = await claim()
    expect(answer).toMatchObject([200, { outcome: 'applied' }])
    expect(await tasksOf(subscriber)).toMatchObject([
      { outcome: null, attempts: 1, last_error: /AppStoreServerApiError/ },
    ])
    await makeDue(subscriber)
    expect(await appStore().reconcile(secretKey)).toMatchObject([200, { tasks: 1, is_complete: true }])
    expect(await tasksOf(subscriber)).toMatchObject([{ outcome: 'set', attempts: 2, last_error: null }])
  })

  it('waits as long as Apple asks for', async () => {
    appStore().apple.refuse(token, { status: 429, errorCode: 4_290_000, retryAt: Date.now() + 3_600_000 })
    const { subscriber } = await claim()
    const [task] = await tasksOf(subscriber)
    expect(task?.waits).toBeGreaterThan(3500)
    expect(task?.waits).toBeLessThan(3700)
  })

  it('is given up when Apple will never take it, and said in the log', async () => {
    appStore().apple.refuse(token, { status: 400, errorCode: 4_000_185 })
    const { subscriber } = await claim()
    expect(await tasksOf(subscriber)).toMatchObject([
      { outcome: 'failed', last_error: expect.stringContaining('4000185') },
    ])
    expect(appStore().logLines.join('\n')).toContain('App Store task given up')
  })

  it('never turns an answer into an error, not even when the database goes away after the commit', async () => {
    const subscriber = createSubscriber(null)
    appStore().database.failNext('billing.claim_app_store_tasks')
    expect((await claim(subscriber)).answer).toMatchObject([200, { outcome: 'applied' }])
    expect(appStore().logLines.join('\n')).toContain('App Store tasks not run')
    await makeDue(subscriber)
    expect(await appStore().reconcile(secretKey)).toMatchObject([200, { tasks: 1 }])
  })

  it('is done again when a process died between Apple’s answer and our note of it', async () => {
    appStore().database.failNext('billing.finish_app_store_task')
    const { subscriber } = await claim()
    expect(await tasksOf(subscriber)).toMatchObject([{ outcome: null, attempts: 1 }])
    await makeDue(subscriber)
    await appStore().reconcile(secretKey)
    expect(await tasksOf(subscriber)).toMatchObject([{ outcome: 'set', attempts: 2 }])
    expect(appStore().apple.count(token)).toBe(2)
  })
})

describe('a refund that somebody asks Apple for', () => {
  async function consent(userId: string) {
    await appStore().sql`insert into public.refund_consents (user_id, consented) values (${userId}, true)`
  }
  afterEach(async () => {
    await appStore().sql`update billing.settings set refund_preference = null`
  })
  const sent = () => appStore().apple.requests.filter(({ path }) => consumption.test(path))

  it('is answered with what was used when the user agreed to it, without a percentage for a subscription', async () => {
    await appStore().sql`update billing.settings set refund_preference = 'DECLINE'`
    const userId = await newUser()
    await consent(userId)
    const subscriber = createSubscriber(userId)
    await tell('SUBSCRIBED', bought(subscriber)[0])
    const request = { transaction: subscriber.transaction(), renewal: subscriber.renewal() }
    const data = { consumptionRequestReason: 'UNINTENDED_PURCHASE' }
    expect(await tell('CONSUMPTION_REQUEST', { ...request, data })).toEqual([200, { outcome: 'applied' }])
    expect(sent()).toEqual([
      {
        method: 'PUT',
        path: `/inApps/v2/transactions/consumption/${subscriber.originalTransactionId}`,
        body: {
          customerConsented: true,
          deliveryStatus: 'DELIVERED',
          sampleContentProvided: expect.any(Boolean),
          refundPreference: 'DECLINE',
        },
      },
    ])
    expect(await tasksOf(subscriber)).toMatchObject([{ kind: 'answer_refund_request', outcome: 'answered' }])
  })

  it('is answered with the whole for what was bought once', async () => {
    const userId = await newUser()
    await consent(userId)
    const buyer = createSubscriber(userId)
    const workshop = { type: 'Non-Consumable', productId: products.workshop, expiresDate: undefined }
    await tell('ONE_TIME_CHARGE', { transaction: buyer.transaction(workshop) })
    await tell('CONSUMPTION_REQUEST', { transaction: buyer.transaction(workshop) })
    expect(sent().map(({ body }) => body)).toMatchObject([
      { consumptionPercentage: 100_000, deliveryStatus: 'DELIVERED' },
    ])
    expect(sent()[0]?.body).not.toHaveProperty('refundPreference')
  })

  it('is not answered when the user did not agree: Apple must be told nothing', async () => {
    const subscriber = createSubscriber(await newUser())
    await tell('SUBSCRIBED', bought(subscriber)[0])
    await tell('CONSUMPTION_REQUEST', bought(subscriber)[0])
    expect(sent()).toEqual([])
    expect(await tasksOf(subscriber)).toMatchObject([{ kind: 'answer_refund_request', outcome: 'no_consent' }])
  })

  it('is answered once while Apple repeats the question, and again when it asks after that', async () => {
    const userId = await newUser()
    await consent(userId)
    const subscriber = createSubscriber(userId)
    await tell('SUBSCRIBED', bought(subscriber)[0])
    appStore().apple.refuse(consumption, { status: 500, errorCode: 5_000_001 }, 1)
    await tell('CONSUMPTION_REQUEST', bought(subscriber)[0])
    expect(await tasksOf(subscriber)).toMatchObject([{ outcome: null }])
    await tell('CONSUMPTION_REQUEST', bought(subscriber)[0])
    expect(await tasksOf(subscriber)).toMatchObject([{ outcome: 'answered' }])
    expect(sent()).toHaveLength(2)
  })
})

describe('a notification that disagrees with what we know', () => {
  async function answerStatus(subscriber: Subscriber, transaction: object, renewal: object) {
    const { sign, apple } = appStore()
    const { originalTransactionId } = subscriber
    apple.statuses.set(originalTransactionId, [
      { originalTransactionId, signedTransactionInfo: await sign(transaction), signedRenewalInfo: await sign(renewal) },
    ])
  }

  it('has Apple asked, whose answer counts: a renewal that was lost', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    const old = lapsed(subscriber)
    await answerStatus(
      subscriber,
      subscriber.transaction({ transactionId: `${subscriber.originalTransactionId}-2` }),
      subscriber.renewal(),
    )
    // Only the old period is in it, and Apple says that the subscription is active.
    await tell('DID_CHANGE_RENEWAL_STATUS', { transaction: old.transaction, data: { status: 1 } })
    expect(appStore().apple.count(statuses)).toBe(1)
    expect(await readRights(appStore().sql, userId)).toEqual(['premium', 'standard'])
    expect(await tasksOf(subscriber)).toMatchObject([{ kind: 'read_status', outcome: 'read' }])
  })

  it('has Apple asked when a refund of an older period is the first that we hear of', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    const { transaction } = lapsed(subscriber)
    await answerStatus(
      subscriber,
      subscriber.transaction({ transactionId: `${subscriber.originalTransactionId}-2` }),
      subscriber.renewal(),
    )
    await tell('REFUND', {
      transaction: { ...transaction, revocationDate: subscriber.ago(1) },
      renewal: subscriber.renewal(),
      data: { status: 1 },
    })
    expect(await readRights(appStore().sql, userId)).toEqual(['premium', 'standard'])
  })

  it('changes nothing by itself, and the question stays when Apple is away', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    appStore().apple.refuse(statuses, { status: 503 })
    await tell('SUBSCRIBED', { ...bought(subscriber)[0], data: { status: 5 } })
    expect(await readRights(appStore().sql, userId)).toEqual(['premium', 'standard'])
    expect(await tasksOf(subscriber)).toMatchObject([{ kind: 'read_status', outcome: null, attempts: 1 }])
  })

  it('whose answer is not signed by Apple is not believed', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    const { originalTransactionId } = subscriber
    const revoked = subscriber.transaction({ revocationDate: subscriber.ago(1) })
    const [, payload] = (await appStore().sign(revoked)).split('.')
    const forged = {
      originalTransactionId,
      signedTransactionInfo: `e30.${payload}.e30`,
      signedRenewalInfo: 'e30.e30.e30',
    }
    appStore().apple.statuses.set(originalTransactionId, [forged])
    await tell('SUBSCRIBED', { ...bought(subscriber)[0], data: { status: 5 } })
    expect(await readRights(appStore().sql, userId)).toEqual(['premium', 'standard'])
    expect(await tasksOf(subscriber)).toMatchObject([{ kind: 'read_status', outcome: null, last_error: /signature/i }])
  })
})
