import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDevice, readLastSent, readSentNames } from './act-on-store.ts'
import { ACCOUNT, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

describe('a one-time purchase', () => {
  let store: TestStore
  let id: string
  beforeEach(async () => {
    store = await startStore()
    const { json } = await store.buy(WORKSHOP)
    expect(json).toMatchObject({ outcome: 'purchased', renewal_info: null, pending_change: null })
    id = json.transaction_id
  })
  afterEach(() => store.close())

  const actOnPurchase = async (action: string) => (await store.post(`/control/purchases/${id}/${action}`)).json.code
  const purchase = () => store.simulator.describe().purchases[0]

  it('is signed, announced without anything that renews, and kept for good', async () => {
    const { name, envelope, transaction, renewal } = await readLastSent(store)
    expect([name, renewal]).toEqual(['ONE_TIME_CHARGE', null])
    expect(envelope.data).not.toHaveProperty('status')
    expect(transaction).toMatchObject({
      transactionId: id,
      originalTransactionId: id,
      productId: WORKSHOP,
      type: 'Non-Consumable',
      price: 29000,
      appAccountToken: USER,
      transactionReason: 'PURCHASE',
    })
    for (const field of ['expiresDate', 'subscriptionGroupIdentifier']) expect(transaction).not.toHaveProperty(field)
    await store.post('/control/clock', { advance_months: 24 })
    expect((await readDevice(store, 'current-entitlements')).map(({ transactionId }) => transactionId)).toEqual([id])
    expect(await readSentNames(store)).toEqual(['ONE_TIME_CHARGE'])
  })

  it('is not sold twice to one Apple Account', async () => {
    const again = await store.buy(WORKSHOP)
    expect([again.status, again.json.code]).toEqual([409, 'already_owned'])
    expect((await store.buy(WORKSHOP, USER, 'Ben’s')).status).toBe(200)
  })

  it('is gone with a refund, and back when that is reversed', async () => {
    expect(await actOnPurchase('reverse-refund')).toBe('not_refunded')
    await actOnPurchase('refund')
    const refund = await readLastSent(store)
    expect(refund).toMatchObject({ name: 'REFUND', renewal: null })
    expect(refund.transaction).toMatchObject({ transactionId: id, revocationType: 'REFUND_FULL' })
    expect(await readDevice(store, 'current-entitlements')).toEqual([])
    expect(await actOnPurchase('refund')).toBe('already_refunded')

    await actOnPurchase('reverse-refund')
    const reversal = await readLastSent(store)
    expect(reversal.name).toBe('REFUND_REVERSED')
    expect(reversal.transaction).not.toHaveProperty('revocationDate')
    expect(purchase()?.revoked_at).toBeNull()
  })

  it('can be bought again after a refund, as another purchase', async () => {
    await actOnPurchase('refund')
    const { json } = await store.buy(WORKSHOP)
    expect(json.transaction_id).not.toBe(id)
    expect(await readDevice(store, 'current-entitlements')).toHaveLength(1)
  })

  it('can be bought on the app’s page in the App Store, without a token', async () => {
    await store.post('/control/outside-purchase', { apple_account: 'Ben’s', product_id: WORKSHOP })
    const { transaction } = await readLastSent(store)
    expect(transaction).toMatchObject({ productId: WORKSHOP })
    expect(transaction).not.toHaveProperty('appAccountToken')
    expect(await readDevice(store, 'unfinished', 'Ben’s')).toHaveLength(1)
  })

  it('is not among the subscriptions, and its actions are not theirs', async () => {
    expect(store.simulator.describe().subscriptions).toEqual([])
    expect((await store.post(`/control/subscriptions/${id}/refund`)).status).toBe(404)
    expect((await store.post(`/control/purchases/${id}/cancel`)).status).toBe(404)
    const refused = await store.post('/storekit/refund-request', { apple_account: 'Ben’s', transaction_id: id })
    expect(refused.json.code).toBe('transaction_not_found')
    const asked = { apple_account: ACCOUNT, transaction_id: id, reason: 'UNINTENDED_PURCHASE' }
    await store.post('/storekit/refund-request', asked)
    expect((await readLastSent(store)).name).toBe('CONSUMPTION_REQUEST')
    await actOnPurchase('decline-refund')
    expect((await readLastSent(store)).name).toBe('REFUND_DECLINED')
  })
})
