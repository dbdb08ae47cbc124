import { type Environment, SignedDataVerifier } from '@apple/app-store-server-library'
import { AppTransactionValidator } from '@apple/app-store-server-library/dist/models/AppTransaction.js'
import { JWSRenewalInfoDecodedPayloadValidator } from '@apple/app-store-server-library/dist/models/JWSRenewalInfoDecodedPayload.js'
import { JWSTransactionDecodedPayloadValidator } from '@apple/app-store-server-library/dist/models/JWSTransactionDecodedPayload.js'
import { ResponseBodyV2DecodedPayloadValidator } from '@apple/app-store-server-library/dist/models/ResponseBodyV2DecodedPayload.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findModelFaults } from './apple-models.ts'
import { createInAppPurchaseKey, createServerApiClient } from './create-server-api-client.ts'
import { liveThroughEverything } from './live-through-everything.ts'
import { NOTIFICATIONS_OF_A_LIFE } from './notification-names.ts'
import { ACCOUNT, BUNDLE_ID, PREMIUM, type SignedPair, STANDARD, startStore, type TestStore } from './start-store.ts'

const APP_APPLE_ID = 1234567890
const SUBSCRIPTION = 'Auto-Renewable Subscription'
const key = createInAppPurchaseKey()

/** All types and subtypes that the simulator has a reason to send. */
const EVERYTHING = [...NOTIFICATIONS_OF_A_LIFE, 'RENEWAL_EXTENSION/FAILURE', 'RENEWAL_EXTENSION/SUMMARY'].sort()

const stores = [
  { environment: 'Sandbox', appAppleId: undefined },
  { environment: 'Production', appAppleId: APP_APPLE_ID },
] as const

describe.each(stores)('everything that a $environment store sends', ({ environment, appAppleId }) => {
  let store: TestStore
  let verifier: SignedDataVerifier
  let sent: Awaited<ReturnType<typeof readNotification>>[]
  beforeAll(async () => {
    store = await startStore({ environment, appAppleId, serverApi: key.registered })
    const root = Buffer.from(store.simulator.rootCertificate)
    verifier = new SignedDataVerifier([root], false, environment as Environment, BUNDLE_ID, appAppleId)
    await liveThroughEverything(store)
    await extendAll(store)
    await store.simulator.settle()
    sent = await Promise.all(store.receiver.received.map(readNotification))
  }, 60_000)
  afterAll(() => store.close())

  // Proving takes its time, and a connection that was kept meanwhile may be gone: these tests ask without a network.
  const client = () => createServerApiClient(store.origin, key, store.simulator.fetch)
  async function get<T>(path: string): Promise<T> {
    return (await store.simulator.fetch(new Request(store.origin + path))).json() as Promise<T>
  }

  async function readNotification(payload: string) {
    const envelope = await verifier.verifyAndDecodeNotification(payload)
    expect(new ResponseBodyV2DecodedPayloadValidator().validate(envelope)).toBe(true)
    expect(findModelFaults('ResponseBodyV2DecodedPayload', envelope)).toEqual([])
    const { data, appData } = envelope
    if (appData?.signedAppTransactionInfo) await readAppTransaction(appData.signedAppTransactionInfo)
    return {
      envelope,
      name: [envelope.notificationType, envelope.subtype].filter(Boolean).join('/'),
      transaction: data?.signedTransactionInfo ? await readTransaction(data.signedTransactionInfo) : null,
      renewal: data?.signedRenewalInfo ? await readRenewal(data.signedRenewalInfo) : null,
    }
  }

  async function readTransaction(jws: string) {
    const transaction = await verifier.verifyAndDecodeTransaction(jws)
    expect(new JWSTransactionDecodedPayloadValidator().validate(transaction)).toBe(true)
    expect(findModelFaults('JWSTransactionDecodedPayload', transaction)).toEqual([])
    expect(transaction.environment).toBe(environment)
    expect(transaction.type === SUBSCRIPTION).toBe(transaction.expiresDate !== undefined)
    expect(transaction.revocationDate !== undefined).toBe(transaction.revocationType !== undefined)
    return transaction
  }

  async function readRenewal(jws: string) {
    const renewal = await verifier.verifyAndDecodeRenewalInfo(jws)
    expect(new JWSRenewalInfoDecodedPayloadValidator().validate(renewal)).toBe(true)
    expect(findModelFaults('JWSRenewalInfoDecodedPayload', renewal)).toEqual([])
    return renewal
  }

  async function readAppTransaction(jws: string) {
    const appTransaction = await verifier.verifyAndDecodeAppTransaction(jws)
    expect(new AppTransactionValidator().validate(appTransaction)).toBe(true)
    expect(findModelFaults('AppTransaction', appTransaction)).toEqual([])
    return appTransaction
  }

  it('is proven by Apple’s verifier and has no field or word that Apple’s models do not know', () => {
    expect([...new Set(sent.map(({ name }) => name))].sort()).toEqual(EVERYTHING)
  })

  it('has one content per notification, with the app’s number in production', () => {
    for (const { envelope, name } of sent) {
      const contents = [envelope.data, envelope.appData, envelope.summary].filter((one) => one !== undefined)
      expect(contents, name).toHaveLength(1)
      expect(contents[0]?.appAppleId, name).toBe(appAppleId)
    }
  })

  it('says of a subscription only what its transaction and its renewal say as well', () => {
    for (const { envelope, name, transaction, renewal } of sent) {
      if (transaction?.type !== SUBSCRIPTION) continue
      const { originalTransactionId, appTransactionId } = transaction
      expect(renewal, name).toMatchObject({ originalTransactionId, appTransactionId })
      expect(transaction.signedDate, name).toBe(envelope.signedDate)
      const status = envelope.data?.status
      expect(renewal?.isInBillingRetryPeriod, name).toBe(status === 3 || status === 4)
      if (status === 4) expect(renewal?.gracePeriodExpiresDate, name).toBeGreaterThan(envelope.signedDate ?? 0)
      if (status === 2) expect(renewal?.expirationIntent, name).toBeDefined()
    }
  })

  it('says nothing of renewals about what was bought once', () => {
    const once = sent.filter(({ transaction }) => transaction?.type === 'Non-Consumable')
    expect(new Set(once.map(({ name }) => name))).toEqual(
      new Set(['ONE_TIME_CHARGE', 'CONSUMPTION_REQUEST', 'REFUND', 'REFUND_REVERSED']),
    )
    for (const { envelope, renewal } of once) expect([envelope.data?.status, renewal]).toEqual([undefined, null])
  })

  it('gives the device nothing that Apple’s verifier would refuse', async () => {
    for (const { apple_account } of store.simulator.describe().accounts) {
      const query = `?apple_account=${encodeURIComponent(apple_account)}`
      const { transactions } = await get<{ transactions: SignedPair[] }>(`/storekit/current-entitlements${query}`)
      for (const { transaction, renewal_info } of transactions) {
        const { type } = await readTransaction(transaction)
        if (type === SUBSCRIPTION) await readRenewal(renewal_info)
        else expect(renewal_info).toBeNull()
      }
      const { app_transaction } = await get<{ app_transaction: string }>(`/storekit/app-transaction${query}`)
      await readAppTransaction(app_transaction)
    }
  })

  it('answers every question about every customer in Apple’s words', async () => {
    for (const { apple_account, app_transaction_id: id } of store.simulator.describe().accounts) {
      const statuses = await client().getAllSubscriptionStatuses(id)
      expect(findModelFaults('StatusResponse', statuses), apple_account).toEqual([])
      expect(statuses).toMatchObject({ environment, bundleId: BUNDLE_ID })
      for (const item of statuses.data?.flatMap(({ lastTransactions }) => lastTransactions ?? []) ?? []) {
        const transaction = await readTransaction(item.signedTransactionInfo ?? '')
        const renewal = await readRenewal(item.signedRenewalInfo ?? '')
        expect(transaction.originalTransactionId).toBe(item.originalTransactionId)
        expect(renewal.originalTransactionId).toBe(item.originalTransactionId)
      }
      const history = await client().getTransactionHistory(id, null, {})
      expect(findModelFaults('HistoryResponse', history), apple_account).toEqual([])
      for (const jws of history.signedTransactions ?? []) await readTransaction(jws)
    }
  })

  it('has order numbers in production only', async () => {
    const answer = await client()
      .lookUpOrderId('W002182')
      .catch((error: { httpStatusCode: number }) => error)
    expect(answer).toMatchObject(environment === 'Production' ? { status: 1 } : { httpStatusCode: 404 })
  })
})

async function extendAll(store: TestStore): Promise<void> {
  const client = createServerApiClient(store.origin, key, store.simulator.fetch)
  await store.buy(STANDARD, null, ACCOUNT)
  await store.buy(PREMIUM, null, 'Zoe')
  for (const productId of [STANDARD, PREMIUM]) {
    const request = { extendByDays: 1, extendReasonCode: 1, requestIdentifier: 'outage', productId }
    await client.extendRenewalDateForAllActiveSubscribers(request)
  }
}
