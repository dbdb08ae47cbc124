import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppStoreServerApi } from '../../supabase/functions/_shared/apple/server-api/app-store-server-api.ts'
import { createAppStoreServerApi } from '../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { createInAppPurchaseKey } from './create-server-api-client.ts'
import { BUNDLE_ID, OTHER_USER, STANDARD, startStore, type TestStore } from './start-store.ts'

const DAY = 86_400_000
const key = createInAppPurchaseKey()

describe('the Server API, called by the client of our functions', () => {
  let store: TestStore
  let api: AppStoreServerApi
  beforeEach(async () => {
    store = await startStore({ serverApi: key.registered })
    const { issuerId, keyId } = key.registered
    api = createAppStoreServerApi({
      issuerId,
      keyId,
      privateKey: key.privateKeyPem,
      bundleId: BUNDLE_ID,
      apiUrl: store.origin,
    })
  })
  afterEach(() => store.close())
  const limit = (limits: object) =>
    fetch(`${store.origin}/control/server-api`, { method: 'PUT', body: JSON.stringify(limits) })

  it('tells what there is', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    const [status] = await api.readSubscriptionStatuses('sandbox', id)
    expect(status).toMatchObject({ originalTransactionId: id, status: 1 })
    const { signedTransactions, hasMore, revision } = await api.readTransactionHistory('sandbox', id, null)
    expect([signedTransactions.length, hasMore]).toEqual([1, false])
    expect((await api.readTransactionHistory('sandbox', id, revision)).signedTransactions).toEqual([])
    const { signedTransaction } = await api.readTransaction('sandbox', id)
    expect(await store.verifier.verifyAndDecodeTransaction(signedTransaction)).toMatchObject({ transactionId: id })
  })

  it('tells what was sent, page by page', async () => {
    await store.buy(STANDARD)
    await store.simulator.advance({ months: 21 })
    const query = { startDate: new Date(Date.now() - DAY), endDate: new Date('2100-01-01') }
    const first = await api.readNotificationHistory('sandbox', query, null)
    expect(first.notifications).toHaveLength(20)
    const second = await api.readNotificationHistory('sandbox', query, first.paginationToken)
    expect([second.notifications.length, second.paginationToken]).toEqual([2, null])
    const token = await api.requestTestNotification('sandbox')
    await store.simulator.settle()
    const { sendAttempts } = await api.readTestNotification('sandbox', token)
    expect(sendAttempts).toMatchObject([{ result: 'SUCCESS' }])
  })

  it('takes what it is told', async () => {
    const { json } = await store.buy(STANDARD, null)
    await api.setAppAccountToken('sandbox', json.transaction_id, OTHER_USER)
    expect(store.simulator.describe().subscriptions[0]?.app_account_token).toBe(OTHER_USER)
    const answer = { customerConsented: true, deliveryStatus: 'DELIVERED', sampleContentProvided: true } as const
    await api.sendConsumption('sandbox', json.transaction_id, answer)
    const tooMuch = api.sendConsumption('sandbox', json.transaction_id, { ...answer, consumptionPercentage: 1 })
    await expect(tooMuch).rejects.toMatchObject({ status: 400, isRetryable: false })
  })

  it('is waited for when it is busy for a moment, and left alone when it is busy for long', async () => {
    const { json } = await store.buy(STANDARD)
    await limit({ refuse_next: 1, retry_after_ms: 50 })
    expect(await api.readSubscriptionStatuses('sandbox', json.transaction_id)).toHaveLength(1)
    await limit({ refuse_next: 1, retry_after_ms: 60_000 })
    const busy = api.readSubscriptionStatuses('sandbox', json.transaction_id)
    await expect(busy).rejects.toMatchObject({ status: 429, errorCode: 4290000, isRetryable: true })
    await limit({ fail_next: 1 })
    const broken = api.readSubscriptionStatuses('sandbox', json.transaction_id)
    await expect(broken).rejects.toMatchObject({ status: 500, errorCode: 5000001, isRetryable: true })
  })
})
