import {
  type ConsumptionRequest,
  DeliveryStatus,
  ExtendReasonCode,
  RefundPreference,
} from '@apple/app-store-server-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DELIVERY_STATUSES, REFUND_PREFERENCES } from '../../local/app-store/server-api/consumption-schema.ts'
import { findModelFaults } from './apple-models.ts'
import { createInAppPurchaseKey, createServerApiClient } from './create-server-api-client.ts'
import { readNotifications } from './read-notifications.ts'
import { ACCOUNT, PREMIUM, STANDARD, startStore, type TestStore } from './start-store.ts'

const DAY = 86_400_000
const WORKSHOP = 'com.example.tandem.workshop'
const key = createInAppPurchaseKey()
const ANSWER: ConsumptionRequest = {
  customerConsented: true,
  deliveryStatus: DeliveryStatus.DELIVERED,
  sampleContentProvided: true,
}
const EXTENSION = { extendByDays: 30, extendReasonCode: ExtendReasonCode.SERVICE_ISSUE_OR_OUTAGE }

let store: TestStore
let client: ReturnType<typeof createServerApiClient>
beforeEach(async () => {
  store = await startStore({ serverApi: key.registered })
  client = createServerApiClient(store.origin, key)
})
afterEach(() => store.close())

describe('the answer to a refund request', () => {
  async function ask(productId: string): Promise<string> {
    const { json } = await store.buy(productId)
    const body = { apple_account: ACCOUNT, transaction_id: json.transaction_id, reason: 'UNINTENDED_PURCHASE' }
    await store.post('/storekit/refund-request', body)
    await store.simulator.settle()
    return json.transaction_id
  }
  const countAsked = async () =>
    (await readNotifications(store)).filter(({ name }) => name === 'CONSUMPTION_REQUEST').length

  it('knows Apple’s words', () => {
    expect([...DELIVERY_STATUSES]).toEqual(Object.values(DeliveryStatus))
    expect([...REFUND_PREFERENCES]).toEqual(Object.values(RefundPreference))
  })

  it('is asked for again every twelve hours until it comes', async () => {
    const id = await ask(STANDARD)
    expect(await countAsked()).toBe(1)
    await store.simulator.advance({ seconds: 25 * 3600 })
    expect(await countAsked()).toBe(3)
    await client.sendConsumptionInformation(id, { ...ANSWER, refundPreference: RefundPreference.DECLINE })
    await store.simulator.advance({ seconds: 48 * 3600 })
    expect(await countAsked()).toBe(3)
  })

  it('may say how much of a one-time purchase was used', async () => {
    const id = await ask(WORKSHOP)
    const prorated = { ...ANSWER, refundPreference: RefundPreference.GRANT_PRORATED, consumptionPercentage: 25_000 }
    await client.sendConsumptionInformation(id, prorated)
    await store.simulator.advance({ seconds: 24 * 3600 })
    expect(await countAsked()).toBe(1)
  })

  it('is taken for any purchase, also when nobody asked', async () => {
    const { json } = await store.buy(STANDARD)
    await client.sendConsumptionInformation(json.transaction_id, ANSWER)
  })

  const refused: [string, string, Partial<Record<keyof ConsumptionRequest, unknown>>, number][] = [
    ['without consent', STANDARD, { customerConsented: false }, 4000035],
    ['without a word on consent', STANDARD, { customerConsented: undefined }, 4000035],
    ['with an unknown delivery status', STANDARD, { deliveryStatus: 'LATE' }, 4000036],
    ['without a word on samples', STANDARD, { sampleContentProvided: undefined }, 4000041],
    ['with an unknown wish', STANDARD, { refundPreference: 'MAYBE' }, 4000044],
    ['with a share of a subscription', STANDARD, { consumptionPercentage: 50_000 }, 4000000],
    ['with more than all of it', WORKSHOP, { consumptionPercentage: 100_001 }, 4000000],
    [
      'with a share of what was not delivered',
      WORKSHOP,
      { deliveryStatus: DeliveryStatus.UNDELIVERED_OTHER, consumptionPercentage: 1 },
      4000000,
    ],
    ['with a prorated wish and no share', WORKSHOP, { refundPreference: RefundPreference.GRANT_PRORATED }, 4000000],
  ]
  it.each(refused)('is refused %s', async (_what, productId, changes, apiError) => {
    const id = await ask(productId)
    const sent = client.sendConsumptionInformation(id, { ...ANSWER, ...changes } as ConsumptionRequest)
    await expect(sent).rejects.toMatchObject({ httpStatusCode: 400, apiError })
    await store.simulator.advance({ seconds: 13 * 3600 })
    expect(await countAsked()).toBe(2)
  })

  it('is refused for a family member’s share', async () => {
    await store.buy(PREMIUM)
    await store.post('/control/accounts/family', { organizer: ACCOUNT, members: ['Ben'], shares: true })
    const share = store.simulator.describe().subscriptions.find((one) => one.apple_account === 'Ben')
    const sent = client.sendConsumptionInformation(share?.original_transaction_id ?? '', ANSWER)
    await expect(sent).rejects.toMatchObject({ httpStatusCode: 400, apiError: 4000185 })
  })
})

describe('an extended renewal date', () => {
  const extend = (id: string, requestIdentifier: string, extendByDays = EXTENSION.extendByDays) =>
    client.extendSubscriptionRenewalDate(id, { ...EXTENSION, extendByDays, requestIdentifier })

  /** A paid month: the free week cannot be extended. */
  async function buyPaid(): Promise<string> {
    const { json } = await store.buy(STANDARD)
    const subscription = () => store.simulator.describe().subscriptions[0]
    if (Date.parse(subscription()?.expires_at ?? '') < Date.now() + 20 * DAY) {
      await store.simulator.advance({ seconds: 8 * 86_400 })
    }
    return json.transaction_id
  }

  it('is later, announced, and the day of the next renewal', async () => {
    const id = await buyPaid()
    const before = Date.parse(store.simulator.describe().subscriptions[0]?.expires_at ?? '')
    const answer = await extend(id, 'first')
    expect(findModelFaults('ExtendRenewalDateResponse', answer)).toEqual([])
    expect(answer).toMatchObject({ success: true, originalTransactionId: id, effectiveDate: before + 30 * DAY })
    await store.simulator.settle()
    const announced = (await readNotifications(store)).at(-1)
    expect(announced?.name).toBe('RENEWAL_EXTENDED')
    expect(announced?.renewal?.renewalDate).toBe(before + 30 * DAY)
    await store.simulator.advance({ months: 1 })
    expect((await readNotifications(store)).at(-1)?.name).toBe('RENEWAL_EXTENDED')
    await store.simulator.advance({ seconds: 30 * 86_400 })
    expect((await readNotifications(store)).at(-1)).toMatchObject({
      name: 'DID_RENEW',
      transaction: { purchaseDate: before + 30 * DAY },
    })
  })

  it('is given twice in a year, not three times', async () => {
    const id = await buyPaid()
    await extend(id, 'first', 1)
    await extend(id, 'second', 1)
    await expect(extend(id, 'third', 1)).rejects.toMatchObject({ httpStatusCode: 403, apiError: 4030005 })
    await store.simulator.advance({ months: 13 })
    expect(await extend(id, 'fourth', 1)).toMatchObject({ success: true })
  })

  it('is given to all who pay for a product, and summed up', async () => {
    const id = await buyPaid()
    const free = await store.buy(PREMIUM, null, 'Ben')
    const request = { ...EXTENSION, extendByDays: 5, requestIdentifier: 'outage', productId: STANDARD }
    const answer = await client.extendRenewalDateForAllActiveSubscribers(request)
    expect(answer).toEqual({ requestIdentifier: 'outage' })
    const toPremium = { ...request, productId: PREMIUM, storefrontCountryCodes: ['SGP'] }
    await client.extendRenewalDateForAllActiveSubscribers(toPremium)
    await store.simulator.settle()
    const told = (await readNotifications(store)).slice(-4)
    expect(told.map(({ name, envelope }) => [name, envelope.summary?.productId])).toEqual([
      ['RENEWAL_EXTENDED', undefined],
      ['RENEWAL_EXTENSION/SUMMARY', STANDARD],
      // A free week cannot be extended.
      ['RENEWAL_EXTENSION/FAILURE', undefined],
      ['RENEWAL_EXTENSION/SUMMARY', PREMIUM],
    ])
    expect(told[0]?.transaction?.originalTransactionId).toBe(id)
    expect(told[2]?.transaction?.originalTransactionId).toBe(free.json.transaction_id)
    const status = await client.getStatusOfSubscriptionRenewalDateExtensions('outage', PREMIUM)
    expect(findModelFaults('MassExtendRenewalDateStatusResponse', status)).toEqual([])
    expect(status).toMatchObject({ complete: true, succeededCount: 0, failedCount: 1 })
  })

  it('is given to nobody by a bad request', async () => {
    const request = { ...EXTENSION, extendByDays: 5, requestIdentifier: 'outage', productId: STANDARD }
    const send = (changes: object) => client.extendRenewalDateForAllActiveSubscribers({ ...request, ...changes })
    await expect(send({ productId: WORKSHOP })).rejects.toMatchObject({ apiError: 4000023 })
    await expect(send({ storefrontCountryCodes: [] })).rejects.toMatchObject({ apiError: 4000027 })
    await expect(send({ storefrontCountryCodes: ['sg'] })).rejects.toMatchObject({ apiError: 4000028 })
    const unknown = client.getStatusOfSubscriptionRenewalDateExtensions('outage', STANDARD)
    await expect(unknown).rejects.toMatchObject({ httpStatusCode: 404, apiError: 4040009 })
  })
})
