import { NotificationTypeV2, SendAttemptResult, Subtype } from '@apple/app-store-server-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findModelFaults } from './apple-models.ts'
import { createInAppPurchaseKey, createServerApiClient } from './create-server-api-client.ts'
import { PREMIUM, STANDARD, startStore, type TestStore } from './start-store.ts'

const DAY = 86_400_000
const key = createInAppPurchaseKey()

describe('notifications, asked for at the Server API by Apple’s own client', () => {
  let store: TestStore
  let client: ReturnType<typeof createServerApiClient>
  let startedAt: number
  beforeEach(async () => {
    startedAt = Date.now()
    store = await startStore({ serverApi: key.registered })
    client = createServerApiClient(store.origin, key)
  })
  afterEach(() => store.close())

  /** All pages of a history, each payload proven. */
  async function readHistory(filter: object = {}) {
    const request = { startDate: startedAt - DAY, endDate: startedAt + 3650 * DAY, ...filter }
    const read = []
    let token: string | null = null
    for (;;) {
      const page = await client.getNotificationHistory(token, request)
      expect(findModelFaults('NotificationHistoryResponse', page)).toEqual([])
      expect(page.notificationHistory?.length).toBeLessThanOrEqual(20)
      for (const { signedPayload, sendAttempts } of page.notificationHistory ?? []) {
        const envelope = await store.verifier.verifyAndDecodeNotification(signedPayload ?? '')
        read.push({ envelope, sendAttempts: sendAttempts ?? [] })
      }
      if (!page.hasMore) return read
      token = page.paginationToken ?? ''
    }
  }

  it('gives back exactly what was sent, in the order in which it was signed', async () => {
    const { json } = await store.buy(STANDARD)
    await store.buy(PREMIUM)
    await store.simulator.act(json.transaction_id, 'cancel')
    const history = await readHistory()
    const sent = await Promise.all(
      store.receiver.received.map((payload) => store.verifier.verifyAndDecodeNotification(payload)),
    )
    expect(sent).toHaveLength(3)
    for (const [index, { envelope, sendAttempts }] of history.entries()) {
      const was = sent[index]
      expect(envelope.notificationUUID).toBe(was?.notificationUUID)
      expect(envelope.signedDate).toBe(was?.signedDate)
      const decode = (data: typeof envelope.data) =>
        store.verifier.verifyAndDecodeTransaction(data?.signedTransactionInfo ?? '')
      expect(await decode(envelope.data)).toEqual(await decode(was?.data))
      expect(sendAttempts).toMatchObject([{ sendAttemptResult: SendAttemptResult.SUCCESS }])
    }
  })

  it('pages through more than twenty, each once', async () => {
    await store.buy(STANDARD)
    await store.simulator.advance({ months: 44 })
    const uuids = (await readHistory()).map(({ envelope }) => envelope.notificationUUID)
    expect(uuids).toHaveLength(45)
    expect(new Set(uuids).size).toBe(45)
  })

  it('lists only failures, with every attempt, until one arrives', async () => {
    store.receiver.answerWith(500, 503)
    await store.buy(STANDARD)
    await store.simulator.settle()
    await store.simulator.advance({ seconds: 2 })
    const failed = await readHistory({ onlyFailures: true })
    expect(failed.map(({ sendAttempts }) => sendAttempts.map((one) => one.sendAttemptResult))).toEqual([
      ['UNSUCCESSFUL_HTTP_RESPONSE_CODE', 'UNSUCCESSFUL_HTTP_RESPONSE_CODE'],
    ])
    await store.simulator.advance({ seconds: 60 })
    expect(await readHistory({ onlyFailures: true })).toEqual([])
    expect((await readHistory())[0]?.sendAttempts.at(-1)?.sendAttemptResult).toBe('SUCCESS')
  })

  it('has a notification that was lost on the way', async () => {
    await fetch(`${store.origin}/control/faults`, { method: 'POST', body: JSON.stringify({ drop: 1 }) })
    await store.buy(STANDARD)
    await store.simulator.advance({ seconds: 30 * 86_400 })
    const [lost] = await readHistory({ onlyFailures: true })
    expect(lost).toMatchObject({
      envelope: { notificationType: 'SUBSCRIBED' },
      sendAttempts: [{ sendAttemptResult: 'NO_RESPONSE' }],
    })
  })

  it('limits itself to one customer, one kind or one time', async () => {
    const { json } = await store.buy(STANDARD)
    await store.buy(STANDARD, null, 'Ben')
    await store.simulator.act(json.transaction_id, 'cancel')
    const names = async (filter: object) =>
      (await readHistory(filter)).map(({ envelope: { notificationType, subtype } }) => `${notificationType}/${subtype}`)
    expect(await names({ transactionId: json.transaction_id })).toEqual([
      'SUBSCRIBED/INITIAL_BUY',
      'DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_DISABLED',
    ])
    expect(await names({ notificationType: NotificationTypeV2.SUBSCRIBED })).toHaveLength(2)
    const { SUBSCRIBED } = NotificationTypeV2
    const { RESUBSCRIBE } = Subtype
    expect(await names({ notificationType: SUBSCRIBED, notificationSubtype: RESUBSCRIBE })).toEqual([])
    expect(await names({ endDate: startedAt - 1 })).toEqual([])
    await store.simulator.advance({ months: 1 })
    const later = { startDate: Date.parse(store.simulator.describe().now) - 2 * DAY }
    expect(await names(later)).toEqual(['DID_RENEW/undefined', 'EXPIRED/VOLUNTARY'])
  })

  it('refuses the token of another question', async () => {
    await store.buy(STANDARD)
    await store.simulator.advance({ months: 22 })
    const request = { startDate: startedAt - DAY, endDate: startedAt + 3650 * DAY }
    const { paginationToken = '' } = await client.getNotificationHistory(null, request)
    const other = client.getNotificationHistory(paginationToken, { ...request, onlyFailures: true })
    await expect(other).rejects.toMatchObject({ httpStatusCode: 400, apiError: 4000014 })
  })

  it('sends a test and says how it went', async () => {
    store.receiver.answerWith(500)
    const { testNotificationToken = '' } = await client.requestTestNotification()
    await store.simulator.settle()
    const failed = await client.getTestNotificationStatus(testNotificationToken)
    expect(findModelFaults('CheckTestNotificationResponse', failed)).toEqual([])
    expect(failed.sendAttempts).toMatchObject([{ sendAttemptResult: 'UNSUCCESSFUL_HTTP_RESPONSE_CODE' }])
    await store.simulator.advance({ seconds: 5 })
    const { signedPayload = '', sendAttempts } = await client.getTestNotificationStatus(testNotificationToken)
    expect(sendAttempts?.map((one) => one.sendAttemptResult)).toEqual(['UNSUCCESSFUL_HTTP_RESPONSE_CODE', 'SUCCESS'])
    const envelope = await store.verifier.verifyAndDecodeNotification(signedPayload)
    expect(envelope).toMatchObject({ notificationType: 'TEST', notificationUUID: testNotificationToken })
    expect(envelope.data).not.toHaveProperty('signedTransactionInfo')
  })
})
