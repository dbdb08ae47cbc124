import { GetTransactionHistoryVersion, InAppOwnershipType, Order, ProductType } from '@apple/app-store-server-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findModelFaults } from './apple-models.ts'
import { createInAppPurchaseKey, createServerApiClient } from './create-server-api-client.ts'
import { ACCOUNT, BUNDLE_ID, OTHER_USER, PREMIUM, STANDARD, startStore, type TestStore, USER } from './start-store.ts'

const WORKSHOP = 'com.example.tandem.workshop'
const V2 = GetTransactionHistoryVersion.V2
const key = createInAppPurchaseKey()

describe('the App Store Server API, called by Apple’s own client', () => {
  let store: TestStore
  let client: ReturnType<typeof createServerApiClient>
  beforeEach(async () => {
    store = await startStore({ serverApi: key.registered })
    client = createServerApiClient(store.origin, key)
  })
  afterEach(() => store.close())

  const decode = (jws: string | undefined) => store.verifier.verifyAndDecodeTransaction(jws ?? '')
  const decodeAll = (all: string[] | undefined) => Promise.all((all ?? []).map(decode))
  const now = () => Date.parse(store.simulator.describe().now)

  it('tells the status of every subscription of a customer, by any of their ids', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    await store.simulator.advance({ months: 1 })
    const { appTransactionId = '' } = await decode(json.transaction)
    const latest = store.simulator.describe().subscriptions[0]?.transactions.at(-1)?.transaction_id ?? ''
    for (const any of [id, latest, appTransactionId]) {
      const answer = await client.getAllSubscriptionStatuses(any)
      expect(findModelFaults('StatusResponse', answer)).toEqual([])
      expect(answer).toMatchObject({ environment: 'Sandbox', bundleId: BUNDLE_ID })
      const item = answer.data?.[0]?.lastTransactions?.[0]
      expect(item).toMatchObject({ originalTransactionId: id, status: 1 })
      expect(await decode(item?.signedTransactionInfo)).toMatchObject({ transactionId: latest, productId: STANDARD })
      const renewal = await store.verifier.verifyAndDecodeRenewalInfo(item?.signedRenewalInfo ?? '')
      expect(renewal).toMatchObject({ originalTransactionId: id, autoRenewStatus: 1 })
    }
  })

  it('signs a status anew each time, so that the newest answer wins', async () => {
    const { json } = await store.buy(STANDARD)
    const read = async () => {
      const { data } = await client.getAllSubscriptionStatuses(json.transaction_id)
      return (await decode(data?.[0]?.lastTransactions?.[0]?.signedTransactionInfo)).signedDate ?? 0
    }
    const first = await read()
    expect(await read()).toBeGreaterThan(first)
  })

  it('leaves out the statuses that were not asked for, and shows what has ended', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    expect((await client.getAllSubscriptionStatuses(id, [2, 5])).data).toEqual([])
    await store.simulator.act(id, 'refund')
    const answer = await client.getAllSubscriptionStatuses(id, [2, 5])
    expect(answer.data?.[0]?.lastTransactions?.[0]?.status).toBe(5)
  })

  it('brings a status up to date before it answers', async () => {
    const { json } = await store.buy(STANDARD)
    await store.post(`/storekit/subscriptions/${json.transaction_id}/cancel`)
    await store.simulator.advance({ months: 1, seconds: 60 })
    const { data } = await client.getAllSubscriptionStatuses(json.transaction_id)
    expect(data?.[0]?.lastTransactions?.[0]?.status).toBe(2)
  })

  it('gives a customer’s history in pages of twenty, and again from the last revision', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    await store.simulator.advance({ months: 24 })
    const first = await client.getTransactionHistory(id, null, {}, V2)
    expect(findModelFaults('HistoryResponse', first)).toEqual([])
    expect([first.signedTransactions?.length, first.hasMore]).toEqual([20, true])
    const second = await client.getTransactionHistory(id, first.revision ?? '', {}, V2)
    expect([second.signedTransactions?.length, second.hasMore]).toEqual([5, false])
    const ids = [...(await decodeAll(first.signedTransactions)), ...(await decodeAll(second.signedTransactions))]
    expect(new Set(ids.map((one) => one.transactionId)).size).toBe(25)
    const dates = ids.map((one) => one.purchaseDate ?? 0)
    expect(dates).toEqual(dates.toSorted((a, b) => a - b))

    const later = () => client.getTransactionHistory(id, second.revision ?? '', {}, V2)
    expect((await later()).signedTransactions).toEqual([])
    await store.simulator.act(id, 'refund')
    const [changed] = await decodeAll((await later()).signedTransactions)
    expect(changed).toMatchObject({ transactionId: ids.at(-1)?.transactionId, revocationType: 'REFUND_FULL' })
  })

  it('filters and turns a history round', async () => {
    const { json } = await store.buy(STANDARD)
    await store.buy(PREMIUM)
    await store.buy(WORKSHOP)
    const list = async (query: object) =>
      (
        await decodeAll((await client.getTransactionHistory(json.transaction_id, null, query, V2)).signedTransactions)
      ).map((one) => one.productId)
    expect(await list({})).toEqual([STANDARD, PREMIUM, WORKSHOP])
    expect(await list({ sort: Order.DESCENDING })).toEqual([WORKSHOP, PREMIUM, STANDARD])
    expect(await list({ productIds: [PREMIUM, WORKSHOP] })).toEqual([PREMIUM, WORKSHOP])
    expect(await list({ productTypes: [ProductType.NON_CONSUMABLE] })).toEqual([WORKSHOP])
    expect(await list({ subscriptionGroupIdentifiers: ['21000001'] })).toEqual([STANDARD, PREMIUM])
    expect(await list({ inAppOwnershipType: InAppOwnershipType.FAMILY_SHARED })).toEqual([])
    expect(await list({ revoked: true })).toEqual([])
    expect(await list({ startDate: now() + 1000 })).toEqual([])
    expect(await list({ endDate: now() + 1000, revoked: false })).toHaveLength(3)
  })

  it('marks the transaction that an upgrade replaced', async () => {
    const { json } = await store.buy(STANDARD)
    await store.buy(PREMIUM)
    const { signedTransactionInfo } = await client.getTransactionInfo(json.transaction_id)
    expect(await decode(signedTransactionInfo)).toMatchObject({ productId: STANDARD, isUpgraded: true })
  })

  it('lists what was refunded, and nothing else', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    expect(await client.getRefundHistory(id, null)).toMatchObject({ hasMore: false, signedTransactions: [] })
    await store.simulator.advance({ months: 1 })
    await store.simulator.act(id, 'refund-older-period')
    const answer = await client.getRefundHistory(id, null)
    expect(findModelFaults('RefundHistoryResponse', answer)).toEqual([])
    expect(await decodeAll(answer.signedTransactions)).toMatchObject([{ transactionId: id }])
    expect((await client.getRefundHistory(id, answer.revision ?? '')).signedTransactions).toEqual([])
  })

  it('proves that a customer has the app', async () => {
    const { json } = await store.buy(STANDARD)
    const answer = await client.getAppTransactionInfo(json.transaction_id)
    const appTransaction = await store.verifier.verifyAndDecodeAppTransaction(answer.signedAppTransactionInfo ?? '')
    expect(findModelFaults('AppTransaction', appTransaction)).toEqual([])
    expect(appTransaction.appTransactionId).toBe((await decode(json.transaction)).appTransactionId)
  })

  it('finishes a transaction for the app', async () => {
    const { json } = await store.buy(STANDARD)
    await client.finishTransaction(json.transaction_id)
    expect(store.simulator.describe().subscriptions[0]?.transactions[0]?.is_finished).toBe(true)
  })

  it('sets an app account token for this period and those to come, and leaves the past as it was', async () => {
    const { json } = await store.buy(STANDARD, null)
    const id = json.transaction_id
    await store.simulator.advance({ months: 1 })
    await client.setAppAccountToken(id, { appAccountToken: OTHER_USER.toUpperCase() })
    await store.simulator.advance({ months: 1 })
    const { signedTransactions } = await client.getTransactionHistory(id, null, {}, V2)
    const tokens = (await decodeAll(signedTransactions)).map((one) => one.appAccountToken)
    expect(tokens).toEqual([undefined, OTHER_USER, OTHER_USER])
    const { data } = await client.getAllSubscriptionStatuses(id)
    const renewal = data?.[0]?.lastTransactions?.[0]?.signedRenewalInfo ?? ''
    expect((await store.verifier.verifyAndDecodeRenewalInfo(renewal)).appAccountToken).toBe(OTHER_USER)
  })

  it('replaces a token, also of a one-time purchase, and tells nobody', async () => {
    const { json } = await store.buy(WORKSHOP, USER)
    await store.simulator.settle()
    const before = store.receiver.received.length
    await client.setAppAccountToken(json.transaction_id, { appAccountToken: OTHER_USER })
    await store.simulator.settle()
    const { signedTransactionInfo } = await client.getTransactionInfo(json.transaction_id)
    expect((await decode(signedTransactionInfo)).appAccountToken).toBe(OTHER_USER)
    expect(store.receiver.received).toHaveLength(before)
  })

  it('takes a family member’s own history and status, apart from the purchaser’s', async () => {
    const { json } = await store.buy(PREMIUM)
    await store.post('/control/accounts/family', { organizer: ACCOUNT, members: ['Ben'], shares: true })
    const share = store.simulator.describe().subscriptions.find((one) => one.apple_account === 'Ben')
    const id = share?.original_transaction_id ?? ''
    expect(id).not.toBe(json.transaction_id)
    const [theirs] = await decodeAll((await client.getTransactionHistory(id, null, {}, V2)).signedTransactions)
    expect(theirs).toMatchObject({ inAppOwnershipType: 'FAMILY_SHARED', originalTransactionId: id })
    expect(theirs).not.toHaveProperty('appAccountToken')
    expect((await client.getAllSubscriptionStatuses(id)).data?.[0]?.lastTransactions).toHaveLength(1)
  })
})
